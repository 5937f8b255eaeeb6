import { SECOND } from '../kernel/time.ts';

/** What a peer may cost us (RFC 9113 §10.5). */
export interface Limits {
  /** Bytes of one header block over all its frames, as they come in: what CONTINUATION could make endless. */
  readonly blockBytes: number;
  /** Frames of one header block: empty CONTINUATIONs cost, too. */
  readonly blockFrames: number;
  /** Answers that a peer has asked for and does not take: acknowledgments of PING and SETTINGS, RST_STREAM. */
  readonly answers: number;
  /** DATA frames in a row on one connection that bring nothing and end nothing. */
  readonly emptyFrames: number;
  /** Streams that a peer may open and cancel at once, and how many a second on the long run (CVE-2023-44487). */
  readonly resetBurst: number;
  readonly resetsPerSecond: number;
}

export const LIMITS: Limits = {
  blockBytes: 65_536,
  blockFrames: 64,
  answers: 1000,
  emptyFrames: 1000,
  resetBurst: 1000,
  resetsPerSecond: 33,
};

/** So many at once; then as many as flow in with time. Integers: counted in billionths. */
export class Bucket {
  readonly #burst: number;
  readonly #perSecond: number;
  #left: number;
  #at = 0;

  constructor(burst: number, perSecond: number) {
    this.#burst = burst * SECOND;
    this.#perSecond = perSecond;
    this.#left = this.#burst;
  }
  /** False where none is left. */
  spend(now: number): boolean {
    const since = Math.min(now - this.#at, this.#burst);
    this.#left = Math.min(this.#burst, this.#left + since * this.#perSecond);
    this.#at = now;
    if (this.#left < SECOND) return false;
    this.#left -= SECOND;
    return true;
  }
}
