import type { Ns } from '../kernel/time.ts';
import type { Intervention } from '../kernel/trace.ts';
import type { Chance } from '../net/links/impairment.ts';
import type { QueueSetup } from '../net/queues/queue.ts';
import type { TcpConfig } from '../tcp/config.ts';
import type { CongestionName } from '../tcp/congestion/registry.ts';

/** A transfer without end. */
export interface ContestFlow {
  readonly control: CongestionName;
  readonly startNs: Ns;
  /** What its way to the bottleneck and back takes beyond the bottleneck's own delay. */
  readonly extraRttNs: Ns;
}

/** Flows through one bottleneck, for so long. */
export interface ContestSetup {
  readonly seed: number;
  readonly rateBps: number;
  /** There and back without a queue, of a flow without extra. */
  readonly rttNs: Ns;
  readonly queue: QueueSetup;
  readonly loss?: Chance;
  readonly config?: Partial<TcpConfig>;
  readonly flows: readonly ContestFlow[];
  /** What is done to the link 'bottleneck' at a time: cut, mended, its rate, delay or loss changed. */
  readonly interventions?: readonly Intervention[];
  readonly forNs: Ns;
  /** How often it is looked at, and how many looks make a step. */
  readonly everyNs: Ns;
  readonly looksAStep: number;
}

/** More flows than this are told by groups of one control and one extra. */
export const MOST_TOLD_APART = 8;
