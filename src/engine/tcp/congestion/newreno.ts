import type { MakeCongestion } from './congestion.ts';
import type { Ns } from '../../kernel/time.ts';
import { Halving } from './halving.ts';

/** RFC 6582: Reno's window; a partial acknowledgment does not end the recovery, so that several losses of one window cost one halving. */
export class NewReno extends Halving {
  readonly name = 'newreno';

  /** RFC 6582 §3.2 step 3, full acknowledgment, (1): min(ssthresh, max(FlightSize, SMSS) + SMSS), so that no burst follows. */
  onRecovered(inFlightBytes: number, _now?: Ns, from?: 'loss' | 'timeout'): void {
    if (from === 'timeout') return;
    this.rule = 'congestion.recovered';
    this.cwndBytes = Math.min(this.ssthreshBytes, Math.max(inFlightBytes, this.mssBytes) + this.mssBytes);
  }
}

export const newreno: MakeCongestion = (setup) => new NewReno(setup);
