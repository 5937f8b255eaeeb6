import { SECOND, type Ns } from '../kernel/time.ts';

/** RFC 1191 §6.3: by then the path may take more (Linux, mtu_expires). */
const STALE_NS = 600 * SECOND;

/** RFC 1191 §6.2: what the paths to other hosts take, as an MSS in octets, for as long as that is believed. */
export class Paths {
  /** By the host's address; the one that was told of longest ago first. */
  readonly #known = new Map<number, { readonly mss: number; readonly untilNs: Ns }>();

  /** How many are remembered. */
  get size(): number {
    return this.#known.size;
  }

  tell(address: number, mss: number, now: Ns): void {
    for (const [other, { untilNs }] of this.#known) {
      if (now < untilNs && other !== address) break;
      this.#known.delete(other);
    }
    this.#known.delete(address);
    this.#known.set(address, { mss, untilNs: now + STALE_NS });
  }

  to(address: number, now: Ns): number | undefined {
    const path = this.#known.get(address);
    return path && now < path.untilNs ? path.mss : undefined;
  }
}
