import type { Ns } from '../../kernel/time.ts';

/** The largest value of the last `span` rounds (draft-cardwell-iccrg-bbr-congestion-control-00 §4.1.1.5). Candidates wait in falling order; RFC 9293 §3.8.2 leaves it to the control. */
export class MaxOfRounds {
  readonly #span: number;
  #candidates: { round: number; value: number }[] = [];

  constructor(span: number) {
    this.#span = span;
  }
  get value(): number {
    return this.#candidates[0]?.value ?? 0;
  }
  add(round: number, value: number): void {
    while (this.#candidates.length > 0 && this.#candidates.at(-1)!.value <= value) this.#candidates.pop();
    this.#candidates.push({ round, value });
    this.advance(round);
  }
  /** Forgets what is older than `span` rounds, but never the last that is known. */
  advance(round: number): void {
    while (this.#candidates.length > 1 && this.#candidates[0]!.round <= round - this.#span)
      this.#candidates.shift();
  }
}

/** The least round trip of the last `spanNs` (§4.1.2.3): an older one gives way to whatever comes. */
export class LeastRoundTrip {
  readonly #spanNs: Ns;
  ns: Ns | null = null;
  /** When it was measured, or confirmed. */
  at: Ns = 0;

  constructor(spanNs: Ns) {
    this.#spanNs = spanNs;
  }
  expired(now: Ns): boolean {
    return this.ns !== null && now > this.at + this.#spanNs;
  }
  add(rttNs: Ns, now: Ns): void {
    if (this.ns !== null && rttNs > this.ns && !this.expired(now)) return;
    this.ns = rttNs;
    this.at = now;
  }
}
