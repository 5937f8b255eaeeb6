import type { TraceEvent } from '../kernel/trace.ts';

/**
 * What a flow, a group of flows or the bottleneck is like at a moment. `where`: 'flow-1', 'flow-2', ... in the order in which they were given;
 * 'group-1', ... where there are too many to be told apart; 'bottleneck'. The reason of a flow's sample is the rule that its control applied last.
 *
 * `set` of a flow: cwnd, ssthresh (null while arbitrarily high), inFlight (bytes), srttUs, rateKbps (of data that arrived, since the sample
 * before), bytes (arrived in all), rule.<name> (the rule's numbers). Of a group: means of these, but rateKbps and bytes in all.
 * Of the bottleneck: queue (frames), queueBytes, drops, rateKbps, usePercent (of the wire, one decimal), bytes (on the wire).
 */
export interface SampleEvent extends TraceEvent {
  readonly kind: 'sample';
  /** One in some: what a reader steps by. Only the bottleneck's; its `set` has jain (in thousandths) and shares, Kbit/s of each flow since the step before. */
  readonly step: boolean;
}
/** A control was told of congestion, or changed its way. */
export interface SignalEvent extends TraceEvent {
  readonly kind: 'signal';
  readonly what: 'loss' | 'timeout' | 'ecn' | 'mode';
}
/** A flow begins. */
export interface StartEvent extends TraceEvent {
  readonly kind: 'start';
  readonly control: string;
  readonly group: number;
}
export type ContestEvent = SampleEvent | SignalEvent | StartEvent;
