import { Tape } from '../kernel/tape.ts';
import type { Ns } from '../kernel/time.ts';
import type { Frame } from '../kernel/trace.ts';
import type { Unnumbered } from '../kernel/tracer.ts';
import type { Why } from './carrier.ts';
import type {
  ArriveEvent,
  DeliverEvent,
  DiscardEvent,
  LostEvent,
  NetEvent,
  PacketFields,
  SendEvent,
  TamperEvent,
  TimerEvent,
  UpdateEvent,
} from './events.ts';
import type { FrameReader } from './fields.ts';
import type { Observation } from './host.ts';

type Mutable<E> = { -readonly [K in keyof E]: E[K] };
/** What a connection says with nearly every packet. */
export type Often = Extract<Observation, { readonly kind: 'timer' | 'deliver' | 'update' }>;
/** Another event about a packet, without the packet's own fields. */
export type About = Unpacked<Unnumbered<LostEvent | TamperEvent | DiscardEvent>>;
type Unpacked<E> = E extends unknown
  ? { [K in keyof E as K extends keyof PacketFields ? never : string extends K ? never : K]: E[K] }
  : never;

/** What stands next on the tape. */
const SEND = 0;
const ARRIVE = 1;
const ABOUT = 2;
const OTHER = 3;
const TIMER = 4;
const DELIVER = 5;
const UPDATE = 6;
/** Of the tape, for each of these: a few for its texts, the last for its variables. */
const COLUMNS = 8;
const VARIABLES = 6;

/**
 * The events of a run, those of every packet kept as numbers; objects of them are made for who looks. What an event says of its packet
 * stands in the packet's bytes and is read from there.
 */
export class Journal {
  readonly #tape = new Tape();
  readonly #frames: () => readonly Frame[];
  readonly #reader: FrameReader;
  /** Of the frames that have been read, by their ids. */
  readonly #fields: PacketFields[] = [];
  readonly #events: NetEvent[] = [];
  /** How many there are, and the time of the last. */
  count = 0;
  lastAt: Ns = 0;

  /** `frames`: all so far. */
  constructor(frames: () => readonly Frame[], reader: FrameReader) {
    this.#frames = frames;
    this.#reader = reader;
  }

  send(at: Ns, frame: number, { reason, retransmission, set }: Why): void {
    this.#begin(SEND, at);
    this.#tape.number(frame);
    this.#tape.text(reason, COLUMNS * SEND);
    this.#tape.number(retransmission ? 1 : 0);
    this.#tape.changes(set, COLUMNS * SEND + VARIABLES);
  }
  arrive(at: Ns, frame: number): void {
    this.#begin(ARRIVE, at);
    this.#tape.number(frame);
  }
  about(head: About, frame: number): void {
    this.#begin(ABOUT, head.at);
    this.#tape.number(frame);
    this.#tape.once(head);
  }
  often(at: Ns, where: string, said: Often): void {
    const tape = this.#tape;
    const what = said.kind === 'timer' ? TIMER : said.kind === 'deliver' ? DELIVER : UPDATE;
    const column = COLUMNS * what;
    this.#begin(what, at);
    tape.text(where, column);
    tape.text(said.reason, column + 1);
    tape.value(said.connection);
    if (said.kind === 'timer') {
      tape.text(said.timer, column + 2);
      tape.text(said.action, column + 3);
      tape.number(said.dueNs);
    } else if (said.kind === 'deliver') {
      tape.text(said.what, column + 2);
      tape.number(said.bytes);
    }
    tape.changes(said.set, column + VARIABLES);
  }
  other(event: Unnumbered<NetEvent>): void {
    this.#begin(OTHER, event.at);
    this.#tape.once(event);
  }

  /** All so far: a list that grows. */
  all(): readonly NetEvent[] {
    if (this.#tape.empty) return this.#events;
    const frames = this.#frames();
    // In the order of their ids, as each stream's numbers count from where it started
    for (let id = this.#fields.length; id < frames.length; id += 1) {
      const { bytes, name, alteredFrom } = frames[id]!;
      this.#fields.push(this.#reader.read(bytes, id, name, alteredFrom === undefined));
    }
    while (!this.#tape.empty) this.#events.push(this.#read(frames));
    return this.#events;
  }

  #begin(what: number, at: Ns): void {
    this.#tape.number(what);
    this.#tape.number(at);
    this.count += 1;
    this.lastAt = at;
  }

  #take(event: NetEvent): NetEvent {
    const set = this.#tape.readChanges();
    if (set) (event as Mutable<NetEvent>).set = set;
    return event;
  }

  #read(frames: readonly Frame[]): NetEvent {
    const tape = this.#tape;
    const n = this.#events.length;
    const what = tape.readNumber();
    const at = tape.readNumber();
    switch (what) {
      case SEND:
        return this.#take(this.#sent(n, at, frames[tape.readNumber()]!));
      case ARRIVE:
        return this.#arrived(n, at, frames[tape.readNumber()]!);
      case ABOUT: {
        const fields = packetOf(this.#fields[tape.readNumber()]!);
        return { n, ...(tape.readThing() as About), ...fields } as NetEvent;
      }
      case OTHER:
        return { n, ...(tape.readThing() as Unnumbered<NetEvent>) } as NetEvent;
      default:
        return this.#take(this.#oftenSaid(n, at, what));
    }
  }

  // Of every packet there is one event of each of these: they are spelled out because spreading takes thrice the time

  #sent(n: number, at: Ns, { id, from, to }: Frame): SendEvent {
    const reason = this.#tape.readThing() as string;
    const retransmission = this.#tape.readNumber() === 1;
    const f = this.#fields[id]!;
    // prettier-ignore
    return {
      n, at, kind: 'send', where: from, to, retransmission, reason,
      frame: f.frame, name: f.name, protocol: f.protocol, label: f.label,
      source: f.source, destination: f.destination, sourcePort: f.sourcePort, destinationPort: f.destinationPort,
      flags: f.flags, seq: f.seq, ack: f.ack, relSeq: f.relSeq, relAck: f.relAck, len: f.len, window: f.window,
      icmpType: f.icmpType, icmpCode: f.icmpCode,
    };
  }
  #arrived(n: number, at: Ns, { id, from, to }: Frame): ArriveEvent {
    const f = this.#fields[id]!;
    // prettier-ignore
    return {
      n, at, kind: 'arrive', where: to, from, reason: 'net.arrived',
      frame: f.frame, name: f.name, protocol: f.protocol, label: f.label,
      source: f.source, destination: f.destination, sourcePort: f.sourcePort, destinationPort: f.destinationPort,
      flags: f.flags, seq: f.seq, ack: f.ack, relSeq: f.relSeq, relAck: f.relAck, len: f.len, window: f.window,
      icmpType: f.icmpType, icmpCode: f.icmpCode,
    };
  }
  #oftenSaid(n: number, at: Ns, what: number): TimerEvent | DeliverEvent | UpdateEvent {
    const tape = this.#tape;
    const where = tape.readThing() as string;
    const reason = tape.readThing() as string;
    const connection = tape.readValue() as number | null;
    if (what === TIMER) {
      const timer = tape.readThing() as TimerEvent['timer'];
      const action = tape.readThing() as TimerEvent['action'];
      return { n, at, where, kind: 'timer', reason, timer, action, dueNs: tape.readNumber(), connection };
    }
    if (what === UPDATE) return { n, at, where, kind: 'update', reason, connection };
    const delivered = tape.readThing() as DeliverEvent['what'];
    return { n, at, where, kind: 'deliver', reason, what: delivered, bytes: tape.readNumber(), connection };
  }
}

/** In one order, however they were read. */
// prettier-ignore
const packetOf = (f: PacketFields): PacketFields => ({
  frame: f.frame, name: f.name, protocol: f.protocol, label: f.label,
  source: f.source, destination: f.destination, sourcePort: f.sourcePort, destinationPort: f.destinationPort,
  flags: f.flags, seq: f.seq, ack: f.ack, relSeq: f.relSeq, relAck: f.relAck, len: f.len, window: f.window,
  icmpType: f.icmpType, icmpCode: f.icmpCode,
});
