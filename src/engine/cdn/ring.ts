/**
 * Consistent hashing. D. Karger et al., Consistent Hashing and Random Trees: Distributed Caching Protocols for Relieving Hot Spots on the
 * World Wide Web, STOC 1997, §4: servers and keys lie on one circle, a key belongs to the server that follows it; each server lies there
 * many times, so that the shares are even. A server that comes takes its share from all others and moves nothing else.
 */
export class Ring {
  /** Positions in ascending order, and whose they are. */
  readonly #positions: Uint32Array;
  readonly #owners: Int32Array;

  /** @param servers names of those there are, as whole numbers; @param points how often each lies on the circle */
  constructor(servers: readonly number[], points: number) {
    if (servers.length === 0) throw new RangeError('a ring without servers');
    const all = servers.flatMap((server) =>
      Array.from({ length: points }, (_, point) => ({ at: mix(mix(server + 1) ^ (point + 1)), server })),
    );
    all.sort((a, b) => a.at - b.at || a.server - b.server);
    this.#positions = Uint32Array.from(all, ({ at }) => at);
    this.#owners = Int32Array.from(all, ({ server }) => server);
  }

  /** The server that has the first position at or after the key's; after the last comes the first again. */
  ownerOf(key: number): number {
    const position = mix(key ^ 0x5bd1e995);
    let low = 0;
    let high = this.#positions.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#positions[middle]! < position) low = middle + 1;
      else high = middle;
    }
    return this.#owners[low === this.#positions.length ? 0 : low]!;
  }
}

/** What is done without a ring: the remainder decides, so that another number of servers moves nearly every key. */
export const byRemainder = (key: number, servers: number): number => mix(key ^ 0x5bd1e995) % servers;

/** 32 bits that look random, one for each 32 bits: the finaliser of MurmurHash3 (A. Appleby). */
function mix(value: number): number {
  let hash = value | 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
