import { NOWHERE } from '../kernel/deadlines.ts';
import type { Delta } from '../kernel/delta.ts';
import type { Ns } from '../kernel/time.ts';
import type { DeliverEvent, TimerEvent } from '../net/events.ts';
import type { Observation, Observe, Said } from '../net/host.ts';
import type { TcpConfig } from './config.ts';
import type { Congestion } from './congestion/congestion.ts';
import { none } from './congestion/none.ts';
import type { DeliveryRate } from './delivery-rate.ts';
import type { Tuple } from './isn.ts';
import type { Ecn } from './ecn.ts';
import { Published } from './published.ts';
import { Reassembly } from './reassembly.ts';
import { Recovery } from './recovery.ts';
import { RtoEstimator } from './rto.ts';
import type { Control } from './segment.ts';
import { Scoreboard } from './scoreboard.ts';
import { SendBuffer } from './send-buffer.ts';
import { add, distance, type Seq } from './seq.ts';
import type { Watched } from './watch.ts';
import { transition, type TcpInput, type TcpState } from './states.ts';

/** Places in `Connection.due`. 'pacing' says when the next segment may leave; a trace does not tell of it. */
export const TIMER = {
  retransmission: 0,
  persist: 1,
  delayedAck: 2,
  timeWait: 3,
  pacing: 4,
  keepalive: 5,
  userTimeout: 6,
  finWait2: 7,
} as const;
export type Timer = (typeof TIMER)[keyof typeof TIMER];
const TIMERS = 8;

/** RFC 9293 §3.7.1 (MUST-15): what a peer can take that does not say. */
const DEFAULT_MSS = 536;

/** Made once, as a bulk transfer names one with every packet. */
const REASONS: Partial<Record<DeliverEvent['what'], string>> = {};

/**
 * The transmission control block: the variables of one connection (RFC 9293 §3.3.1), and what the trace says of them.
 * What happens to them stands beside: calls.ts, arrival.ts, acknowledge.ts, receive-data.ts, timers.ts, output.ts.
 */
export class Connection {
  readonly id: number;
  readonly tuple: Tuple;
  /** A program may change its part of it (setsockopt) while the connection lives. */
  config: TcpConfig;
  /** Made by a listener, not by `connect`. */
  readonly passive: boolean;
  /** A program has heard of it: it called `connect`, or the handshake is done. */
  known: boolean;
  /** Made once the connection is established: until then nothing but a SYN is sent. */
  congestion: Congestion = none();
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
  /** What the path was known to take when the connection began. */
  pathMss = Infinity;
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
  /** Shortest round trip that was ever measured. */
  minRttNs: Ns = Infinity;
  retries = 0;
  /** Timeouts of our SYN. */
  synTimeouts = 0;
  readonly board = new Scoreboard();
  /** Made with the control, where that asks for it. */
  rate: DeliveryRate | undefined;
  readonly recovery: Recovery;
  readonly ecn: Ecn | undefined;
  duplicateAcks = 0;
  /** How often the control has been asked to decide: its thoughts are told when they may have changed. */
  decisions = 0;
  /** Data up to here left while the congestion window was full (RFC 7661 §1: what is acknowledged of it may let the window grow). */
  fullUpTo: Seq;
  /** When data was sent last; Infinity before. */
  dataSentAt: Ns = Infinity;
  /** The program has closed for reading too: what comes later is answered by RST. */
  readOver = false;
  /** End of the urgent data in either direction, SND.UP and RCV.UP (RFC 9293 §3.8.5); null where there was none. */
  sndUp: Seq | null = null;
  rcvUp: Seq | null = null;
  /** An ICMP error has said that packets do not get through; the next acknowledgment clears it (RFC 1122 §4.2.3.9). */
  unreachable = false;
  readonly watched: Watched = { heardAt: 0, probes: 0, probe: false, unaAtStart: null };
  challenges = { since: -Infinity, count: 0 };

  /** An input has touched it since the stack last looked. */
  touched = false;
  /** Among those whose timers run. */
  place = NOWHERE;
  /** What `output` is to do next. */
  resend: string | null = null;
  ackReason: string | null = null;
  probe = false;
  readonly controls: Control[] = [];
  /** When each timer expires, by `TIMER`; Infinity where it does not run. Numbers by number: they are looked through with every packet. */
  readonly due = new Float64Array(TIMERS).fill(Infinity);
  readonly #observe: Observe;
  /** Where somebody keeps a trace: else nobody asks what has changed. */
  readonly #published: Published | undefined;

  constructor(
    id: number,
    tuple: Tuple,
    config: TcpConfig,
    iss: Seq,
    from: 'CLOSED' | 'LISTEN',
    observe: Observe,
    traced = true,
  ) {
    this.id = id;
    this.tuple = tuple;
    this.config = config;
    this.passive = from === 'LISTEN';
    this.known = !this.passive;
    this.state = from;
    this.iss = this.sndUna = this.sndNxt = iss;
    this.fullUpTo = iss;
    this.recovery = new Recovery(iss);
    this.ecn = config.ecn?.(iss);
    this.dataStart = add(iss, 1);
    this.rto = new RtoEstimator(config.rto);
    this.timestampsOn = config.timestamps;
    this.sackOn = config.sackPermitted;
    this.scaleOn = config.windowScale !== null;
    this.#observe = observe;
    this.#published = traced ? new Published() : undefined;
  }

  get dataEnd(): Seq {
    return add(this.dataStart, this.sendBuffer.length);
  }
  /** The FIN has been sent at least once. */
  get finSent(): boolean {
    return this.finQueued && this.sndNxt === add(this.dataEnd, 1);
  }
  /** Effective MSS (RFC 9293 §3.7.1): data of a full segment with the options that every segment has. SMSS of RFC 5681. */
  get smss(): number {
    return Math.min(this.peerMss, this.config.mss) - (this.timestampsOn ? 12 : 0);
  }
  get receiveWindow(): number {
    return Math.max(0, distance(this.rcvAdv, this.rcvNxt));
  }
  get traced(): boolean {
    return this.#published !== undefined;
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
    if (!this.#published) return;
    const set = this.changes();
    const connection = this.id;
    this.#observe(now, (set ? { ...said, connection, set } : { ...said, connection }) as Observation);
  }

  // Nearly every packet brings one of these: they are made in one piece, as an object that grows costs thrice the time

  sayTimer(
    reason: string,
    timer: TimerEvent['timer'],
    action: TimerEvent['action'],
    dueNs: Ns,
    now: Ns,
  ): void {
    if (!this.#published) return;
    const set = this.changes();
    this.#observe(now, { kind: 'timer', reason, timer, action, dueNs, connection: this.id, set });
  }

  /** Says that variables have changed, if they have. */
  update(reason: string, now: Ns): void {
    const set = this.changes();
    if (set) this.#observe(now, { kind: 'update', reason, connection: this.id, set });
  }

  deliver(what: DeliverEvent['what'], bytes: number, now: Ns): void {
    if (what === 'established') this.known = true;
    const reason = (REASONS[what] ??= `tcp.deliver-${what}`);
    // Not for the trace alone: the program hears of it, too
    this.#observe(now, { kind: 'deliver', reason, what, bytes, connection: this.id, set: this.changes() });
  }

  /** What the page shows of this side, and what statements may name, as far as it has changed since it was last told. */
  changes(): Delta | undefined {
    return this.#published?.changes(this);
  }
}
