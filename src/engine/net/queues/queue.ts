import type { Stream } from '../../kernel/random.ts';
import type { Ns } from '../../kernel/time.ts';
import type { Value } from '../../kernel/trace.ts';

/** What a queue sees of a packet. */
export interface Waiting {
  /** Of the whole frame. */
  readonly bytes: number;
  /** Whether its ends understand ECN, so that it may be marked in place of being dropped (RFC 3168 §5). */
  readonly canMark: boolean;
  /** Written by the queue: when it came. */
  enqueuedAt: Ns;
  /** Written by the queue where it marks the packet: the reason. */
  mark: string | null;
}

/**
 * Where packets wait for the wire, and who of them is thrown away. Every packet goes through it, those too that find the
 * wire free. Reasons are ids of sentences.
 */
export interface Queue<T extends Waiting = Waiting> {
  readonly packets: number;
  readonly bytes: number;
  /** Takes the packet, or gives the reason why not. `idle`: nothing is on the wire, so the packet will leave at once. */
  enqueue(packet: T, now: Ns, idle: boolean): string | null;
  /** The packet that leaves now. What the queue throws away in its place is told through `drop`. */
  dequeue(now: Ns, drop: (packet: T, reason: string) => void): T | undefined;
  /** How packets are marked, where it marks any. */
  readonly marks?: Marks;
  /** What it is thinking, beside its length: variables for the trace. */
  readonly variables?: Readonly<Record<string, Value>>;
}

/** Congestion Experienced in a frame (RFC 3168 §5): whether it can be said there, and the frame that says it. `MARKS` of ecn.ts. */
export interface Marks {
  possible(frame: Uint8Array): boolean;
  marked(frame: Uint8Array): Uint8Array;
}

/** A queue for one direction of a link, whose random stream it is given. */
export type MakeQueue = <T extends Waiting>(random: Stream) => Queue<T>;

/** A queue as data; sizes of 0 and above. */
export type QueueSetup = DropTailSetup | RedSetup | CodelSetup;

/** Takes what fits behind the packet that is being sent, by packets, by bytes or by both. */
export interface DropTailSetup {
  readonly kind: 'drop-tail';
  readonly packets?: number;
  readonly bytes?: number;
}

/** Random early detection: thresholds in packets, of the average queue. */
export interface RedSetup {
  readonly kind: 'red';
  readonly minPackets: number;
  readonly maxPackets: number;
  /** The queue's real end. */
  readonly packets: number;
  /** Weight of the newest length in the average: 1 / 2^weightLog; Floyd and Jacobson advise 9. */
  readonly weightLog: number;
  /** Probability at the upper threshold, as 1 / oneOf; they advise 10 at most. */
  readonly oneOf: number;
  /** How long an ordinary packet takes on the wire: by it the average falls while the queue is empty. */
  readonly packetNs: Ns;
  /** Marks in place of dropping, where the packet allows it. */
  readonly ecn: boolean;
}

export interface CodelSetup {
  readonly kind: 'codel';
  /** The queue's real end. */
  readonly packets: number;
  /** RFC 8289 §4.2 and §4.3: 5 ms and 100 ms. */
  readonly targetNs: Ns;
  readonly intervalNs: Ns;
  /** Below this many waiting bytes nothing is dropped: one full frame. */
  readonly mtuBytes: number;
  readonly ecn: boolean;
}
