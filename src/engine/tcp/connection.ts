import type { Ns } from '../kernel/time.ts';
import type { Value } from '../kernel/trace.ts';
import type { Observation, Observe, Said } from '../net/host.ts';
import type { TcpConfig } from './config.ts';
import type { Congestion } from './congestion/congestion.ts';
import { none } from './congestion/none.ts';
import type { Tuple } from './isn.ts';
import { Reassembly } from './reassembly.ts';
import { RtoEstimator } from './rto.ts';
import type { Control } from './segment.ts';
import { SendBuffer } from './send-buffer.ts';
import { add, distance, type Seq } from './seq.ts';
import { transition, type TcpInput, type TcpState } from './states.ts';

export type TimerName = 'retransmission' | 'persist' | 'delayed-ack' | 'time-wait';
export const TIMERS: readonly TimerName[] = ['retransmission', 'persist', 'delayed-ack', 'time-wait'];

/** RFC 9293 §3.7.1 (MUST-15): what a peer can take that does not say. */
const DEFAULT_MSS = 536;

/**
 * The transmission control block: the variables of one connection (RFC 9293 §3.3.1), and what the trace says of them.
 * What happens to them stands beside: calls.ts, arrival.ts, acknowledge.ts, receive-data.ts, timers.ts, output.ts.
 */
export class Connection {
  readonly id: number;
  readonly tuple: Tuple;
  readonly config: TcpConfig;
  /** Made by a listener, not by `connect`. */
  readonly passive: boolean;
  readonly congestion: Congestion = none();
  state: TcpState;

  readonly iss: Seq;
  sndUna: Seq;
  sndNxt: Seq;
  sndWnd = 0;
  sndWl1: Seq = 0;
  sndWl2: Seq = 0;
  maxSndWnd = 0;
  irs: Seq | null = null;
  rcvNxt: Seq = 0;
  /** Right edge of the window that was last advertised. */
  rcvAdv: Seq = 0;

  peerMss = DEFAULT_MSS;
  /** Shifts to apply to windows in either direction; 0 until both sides offered (RFC 7323 §2.2). */
  sndShift = 0;
  rcvShift = 0;
  timestampsOn: boolean;
  sackOn: boolean;
  scaleOn: boolean;
  tsRecent = 0;
  lastAckSent: Seq = 0;

  readonly sendBuffer = new SendBuffer();
  /** Sequence number of the oldest byte in the send buffer. */
  dataStart: Seq;
  finQueued = false;
  readonly reassembly = new Reassembly();
  /** Where the peer's stream ends, once its FIN has been seen, in order or not. */
  peerFin: Seq | null = null;
  /** In order, not yet read by the program. */
  inbox: Uint8Array[] = [];
  inboxBytes = 0;

  readonly rto: RtoEstimator;
  retries = 0;
  /** End of the one segment that is being timed, and when it was sent (Karn: none while retransmitting). */
  timedEnd: Seq | null = null;
  timedAt: Ns = 0;
  synTimedOut = false;
  duplicateAcks = 0;
  /** SND.NXT when a loss was found; until it is acknowledged, each advance sends the next hole. */
  recover: Seq | null = null;
  challenges = { since: -Infinity, count: 0 };

  /** What `output` is to do next. */
  resend: string | null = null;
  ackReason: string | null = null;
  probe = false;
  readonly controls: Control[] = [];
  readonly due: Record<TimerName, Ns | null> = {
    retransmission: null,
    persist: null,
    'delayed-ack': null,
    'time-wait': null,
  };
  readonly #observe: Observe;
  #published: Record<string, Value> = {};

  constructor(
    id: number,
    tuple: Tuple,
    config: TcpConfig,
    iss: Seq,
    from: 'CLOSED' | 'LISTEN',
    observe: Observe,
  ) {
    this.id = id;
    this.tuple = tuple;
    this.config = config;
    this.passive = from === 'LISTEN';
    this.state = from;
    this.iss = this.sndUna = this.sndNxt = iss;
    this.dataStart = add(iss, 1);
    this.rto = new RtoEstimator(config.rto);
    this.timestampsOn = config.timestamps;
    this.sackOn = config.sackPermitted;
    this.scaleOn = config.windowScale !== null;
    this.#observe = observe;
  }

  get dataEnd(): Seq {
    return add(this.dataStart, this.sendBuffer.length);
  }
  /** The FIN has been sent at least once. */
  get finSent(): boolean {
    return this.finQueued && this.sndNxt === add(this.dataEnd, 1);
  }
  get receiveWindow(): number {
    return Math.max(0, distance(this.rcvAdv, this.rcvNxt));
  }
  /** No further packet can concern it. */
  get gone(): boolean {
    return this.state === 'CLOSED' || this.state === 'LISTEN';
  }

  /** Takes the row of the table, or says that there is none. */
  take(input: TcpInput, now: Ns): boolean {
    const row = transition(this.state, input);
    if (!row) return false;
    const from = this.state;
    this.state = row.to;
    this.say(now, { kind: 'state', reason: row.reason, from, to: row.to, input });
    return true;
  }

  /** A trace event, with every variable that has changed since the one before. */
  say(now: Ns, said: Said): void {
    const set = this.changes();
    this.#observe(now, { ...said, connection: this.id, ...(set && { set }) } as Observation);
  }

  /** Says that variables have changed, if they have. */
  update(reason: string, now: Ns): void {
    const set = this.changes();
    if (set) this.#observe(now, { kind: 'update', reason, connection: this.id, set });
  }

  deliver(
    what: 'established' | 'data' | 'end' | 'reset' | 'timeout' | 'closed',
    bytes: number,
    now: Ns,
  ): void {
    this.say(now, { kind: 'deliver', reason: `tcp.deliver-${what}`, what, bytes });
  }

  changes(): Record<string, Value> | undefined {
    const variables = this.variables();
    let set: Record<string, Value> | undefined;
    for (const name in variables) {
      if (variables[name] !== this.#published[name]) (set ??= {})[name] = variables[name]!;
    }
    this.#published = variables;
    return set;
  }

  /** What the page shows of this side, and what statements may name. */
  variables(): Record<string, Value> {
    const { rto } = this;
    return {
      state: this.state,
      iss: this.iss,
      irs: this.irs,
      sndUna: this.sndUna,
      sndNxt: this.sndNxt,
      sndWnd: this.sndWnd,
      rcvNxt: this.irs === null ? null : this.rcvNxt,
      rcvWnd: this.irs === null ? null : this.receiveWindow,
      mss: this.irs === null ? null : Math.min(this.peerMss, this.config.mss),
      srttNs: rto.srttNs,
      rttvarNs: rto.rttvarNs,
      rtoNs: rto.rtoNs,
      retries: this.retries,
      duplicateAcks: this.duplicateAcks,
      sendBufferBytes: this.sendBuffer.length,
      receiveBufferBytes: this.inboxBytes,
      outOfOrderBytes: this.reassembly.bytes,
    };
  }
}
