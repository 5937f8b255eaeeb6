import { MILLISECOND, type Ns } from '../../kernel/time.ts';
import type { AckSample } from './congestion.ts';
import { Rounds } from './rounds.ts';

// RFC 9406 §4.3
const MIN_RTT_THRESH: Ns = 4 * MILLISECOND;
const MAX_RTT_THRESH: Ns = 16 * MILLISECOND;
const MIN_RTT_DIVISOR = 8;
const N_RTT_SAMPLE = 8;
const CSS_GROWTH_DIVISOR = 4;
const CSS_ROUNDS = 5;
/** §4.2: segments that one acknowledgment counts for at most, where the sender does not pace. */
const L = 8;

/**
 * HyStart++ (RFC 9406): ends the first slow start when the round trip begins to grow, before the queue overflows. It does not stop at once but
 * goes on at a quarter of the pace ("conservative slow start"), in case the growth was noise.
 */
export class HyStart {
  phase: 'slow-start' | 'conservative' | 'over' = 'slow-start';
  readonly #mssBytes: number;
  readonly #rounds = new Rounds();
  #lastMinNs: Ns = Infinity;
  #minNs: Ns = Infinity;
  #samples = 0;
  /** Least round trip when conservative slow start began. */
  #baselineNs: Ns = Infinity;
  #conservativeRounds = 0;

  constructor(mssBytes: number) {
    this.#mssBytes = mssBytes;
  }

  /** By how many bytes the window grows in slow start when so many are acknowledged. */
  growth(bytes: number): number {
    const counted = Math.min(bytes, L * this.#mssBytes);
    return this.phase === 'conservative' ? Math.floor(counted / CSS_GROWTH_DIVISOR) : counted;
  }

  /** §4.2, for each acknowledgment. */
  onAck(sample: AckSample): void {
    if (this.phase === 'over') return;
    if (this.#rounds.over(sample)) this.#nextRound();
    if (sample.rttNs !== null) {
      this.#minNs = Math.min(this.#minNs, sample.rttNs);
      this.#samples += 1;
    }
    if (this.#samples < N_RTT_SAMPLE) return;
    if (this.phase === 'conservative') {
      // The round trip has come down again: the growth was none
      if (this.#minNs >= this.#baselineNs) return;
      this.phase = 'slow-start';
      this.#baselineNs = Infinity;
      return;
    }
    if (this.#lastMinNs === Infinity) return;
    const threshold = Math.max(
      MIN_RTT_THRESH,
      Math.min(Math.floor(this.#lastMinNs / MIN_RTT_DIVISOR), MAX_RTT_THRESH),
    );
    if (this.#minNs < this.#lastMinNs + threshold) return;
    this.#baselineNs = this.#minNs;
    this.phase = 'conservative';
    this.#conservativeRounds = 0;
  }

  #nextRound(): void {
    this.#lastMinNs = this.#minNs;
    this.#minNs = Infinity;
    this.#samples = 0;
    if (this.phase !== 'conservative') return;
    this.#conservativeRounds += 1;
    if (this.#conservativeRounds > CSS_ROUNDS) this.phase = 'over';
  }
}
