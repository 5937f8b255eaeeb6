import type { MakeCongestion } from './congestion.ts';
import { Halving } from './halving.ts';

/** RFC 5681: slow start, congestion avoidance, fast retransmit and fast recovery. */
export class Reno extends Halving {
  readonly name = 'reno';
  /** RFC 5681 §3.2 step 6: the next acknowledgment of new data deflates the window; a second loss of the same window costs another halving, or a timeout. */
  readonly endsRecoveryAtFirstAck = true;
}

export const reno: MakeCongestion = (setup) => new Reno(setup);
