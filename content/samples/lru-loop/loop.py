from functools import lru_cache

for slots in (4, 5):
    @lru_cache(maxsize=slots)
    def fetch(key):
        return f"value of {key}"

    for n in range(1000):
        fetch(n % 5)
    print(slots, "slots:", fetch.cache_info())
