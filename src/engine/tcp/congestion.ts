import type { Ns } from '../kernel/time.ts';

/**
 * What a congestion control is told, and the one thing it is asked: how many bytes may be in flight. Every hook is
 * optional but the window (cwnd of RFC 5681 §2). One file each will stand in congestion/.
 */
export interface Congestion {
  readonly name: string;
  windowBytes(): number;
  /** New data was acknowledged; `rttNs` where it could be measured. */
  onAck?(
    acked: { readonly bytes: number; readonly inFlightBytes: number; readonly rttNs: Ns | null },
    now: Ns,
  ): void;
  onDuplicateAck?(count: number, inFlightBytes: number, now: Ns): void;
  /** The third duplicate acknowledgment: a segment is taken for lost. */
  onLoss?(inFlightBytes: number, now: Ns): void;
  onTimeout?(inFlightBytes: number, now: Ns): void;
}

/** No congestion control: only the peer's window limits. The list of what is left out says so. */
export const uncontrolled = (): Congestion => ({ name: 'none', windowBytes: () => Number.MAX_SAFE_INTEGER });
