/* Time of one load, for blocks of memory that fit in ever slower levels of the hierarchy.
   Every load gives the address of the next, in random order, so that none can start early.
   cc -O2 -o latency latency.c && ./latency */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

struct line { struct line *next; char rest[64 - sizeof(struct line *)]; };

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1e9 + t.tv_nsec;
}

/* One cycle through all the lines, in random order. */
static struct line *chain(struct line *lines, size_t n) {
  size_t *order = malloc(n * sizeof *order);
  for (size_t i = 0; i < n; i++) order[i] = i;
  for (size_t i = n - 1; i > 0; i--) {
    size_t j = (((size_t)rand() << 16) ^ (size_t)rand()) % (i + 1), swap = order[i];
    order[i] = order[j];
    order[j] = swap;
  }
  for (size_t i = 0; i < n; i++) lines[order[i]].next = &lines[order[(i + 1) % n]];
  free(order);
  return lines;
}

int main(void) {
  const size_t kib[] = {16, 256, 4096, 262144};
  for (size_t k = 0; k < sizeof kib / sizeof *kib; k++) {
    size_t n = kib[k] * 1024 / sizeof(struct line), loads = n > 4000000 ? n : 4000000;
    struct line *lines = aligned_alloc(64, n * sizeof(struct line)), *at = chain(lines, n);
    double best = 1e9;
    for (int run = 0; run < 7; run++) {
      double start = now();
      for (size_t i = 0; i < loads; i++) at = at->next;
      double each = (now() - start) / loads;
      if (at && each < best) best = each;
    }
    printf("%7zu KiB  %6.1f ns\n", kib[k], best);
    free(lines);
  }
}
