import type { Ns } from '../../kernel/time.ts';
import type { DeliveryRate } from '../delivery-rate.ts';
import type { Told } from '../published.ts';

/**
 * What the sender knows when an acknowledgment (cumulative or selective) has told it something new.
 * All sizes in bytes of data, all times in ns. The delivery rate is measured as in draft-cheng-iccrg-delivery-rate-estimation §3.
 */
export interface AckSample {
  /** Acknowledged for the first time by this segment, cumulatively or selectively. */
  readonly deliveredBytes: number;
  /** By how much SND.UNA moved; 0 where the segment brought only SACK blocks. */
  readonly cumulativeBytes: number;
  /** In the network before and after (RFC 6675 `pipe` with SACK; FlightSize without). */
  readonly priorInFlightBytes: number;
  readonly inFlightBytes: number;
  /** Round trip of the segment that was acknowledged last, never of one that was retransmitted (Karn); null where unknown. */
  readonly rttNs: Ns | null;
  /** Everything that was delivered so far, after this sample; what it was when the newest segment acknowledged here was sent. */
  readonly totalDeliveredBytes: number;
  readonly priorDeliveredBytes: number;
  /** Over how long `totalDeliveredBytes - priorDeliveredBytes` were delivered; 0 where it could not be measured. */
  readonly intervalNs: Ns;
  /** The sender had nothing to send when that segment left: the rate says what the program gave, not what the path takes. */
  readonly appLimited: boolean;
  /** The congestion window was what kept the sender from sending more (RFC 9293 §3.8.2, RFC 7661: else it is not to grow). */
  readonly cwndLimited: boolean;
  /**
   * The window is not to grow: fast recovery is going on or ends by this acknowledgment (RFC 5681 §3.2 step 6: cwnd is then ssthresh), or it
   * carries ECN-Echo (RFC 3168 §6.1.2). Never so after a timeout: slow start then fills the holes.
   */
  readonly inRecovery: boolean;
}

/** What a control applied last: the reason id of the rule, and the numbers in it. Sentence and clause stand with the reasons. */
export interface Thought {
  readonly rule: string;
  readonly with: Readonly<Record<string, number | null>>;
}

/** Why the window must come down without a timeout. */
export type CongestionSignal = 'loss' | 'ecn';

/** What a control is made with. */
export interface CongestionSetup {
  /** SMSS: full-sized segment, bytes of data. */
  readonly mssBytes: number;
  /** RFC 6928 (10 segments) or RFC 5681 §3.1 (2 to 4). */
  readonly initialWindowBytes: number;
  /** Appropriate byte counting (RFC 3465) in place of one increment an acknowledgment. */
  readonly byteCounting: boolean;
  /** Whether the first slow start is HyStart++ (RFC 9406). CUBIC's is unless told otherwise (RFC 9438 §4.10), no other's. */
  readonly hystart?: boolean;
  /** Draws for the controls that need them (BBR's ProbeBW phase): an integer in [0, n), from the connection's own stream. */
  draw(n: number): number;
}

/**
 * A congestion control: what it is told, and what it answers. One file each in this folder; `registry.ts` lists them.
 * It holds cwnd and ssthresh; the sender holds the rest: what is lost (RFC 6582, RFC 6675), what is in flight, the inflation of the
 * window during a recovery without SACK (RFC 5681 §3.2 steps 3 to 5), the pacing. Sizes are whole bytes: cwnd never below one segment.
 */
export interface Congestion {
  readonly name: string;
  readonly cwndBytes: number;
  /** Number.MAX_SAFE_INTEGER until it has been set (RFC 5681 §3.1: arbitrarily high). */
  readonly ssthreshBytes: number;
  /** Bits per second at which to send (BBR); null: as fast as the window allows. */
  readonly pacingRateBps: number | null;
  /** Whether a partial acknowledgment ends fast recovery: true for RFC 5681's Reno, absent for everything since RFC 6582. */
  readonly endsRecoveryAtFirstAck?: true;
  onAck(sample: AckSample, now: Ns): void;
  /** Once a window of data: a loss was found (third duplicate, RFC 6675 §5), or ECN-Echo arrived (RFC 3168 §6.1.2). Sets ssthresh and cwnd. */
  onCongestion(signal: CongestionSignal, inFlightBytes: number, now: Ns): void;
  /** What was out when the loss was found, or when the timer expired, is acknowledged: recovery is over. After `onAck` of the same segment. */
  onRecovered?(inFlightBytes: number, now: Ns, from?: 'loss' | 'timeout'): void;
  /** The retransmission timer expired; `first` for the first expiry of the same data (RFC 5681 §3.1: ssthresh is set only then). */
  onTimeout(inFlightBytes: number, first: boolean, now: Ns): void;
  /** About to send after more than one RTO of silence (RFC 5681 §4.1). */
  onIdle?(now: Ns): void;
  /** Called as data leaves: `inFlightBytes` before it. */
  onSend?(bytes: number, inFlightBytes: number, now: Ns): void;
  /** What it is thinking. */
  thinking(): Thought;
  /** How a trace tells of that, from one decision to the next: `thoughts` of thoughts.ts. A control that decides nothing has none. */
  readonly told?: () => Told;
  /** How what is delivered is measured for it: `deliveryRate` of delivery-rate.ts, and none where nothing is asked. */
  readonly measured?: () => DeliveryRate;
}

/** Makes a control for a connection once its segment size is known: what `TcpConfig.congestion` is. */
export type MakeCongestion = (setup: CongestionSetup) => Congestion;
