import type { Ns } from '../kernel/time.ts';
import type { Frame, Run, Value } from '../kernel/trace.ts';
import { Tracer, type Bounds } from '../kernel/tracer.ts';
import type { Why } from './carrier.ts';
import type { ArriveEvent, LostEvent, NetEvent, PacketFields, SendEvent, TamperEvent } from './events.ts';
import { FrameReader } from './fields.ts';
import type { Observation } from './host.ts';
import type { Direction } from './link.ts';

const QUEUED = { enqueue: 'net.enqueued', dequeue: 'net.dequeued' } as const;
const CHANGED = { down: 'net.down', up: 'net.up', set: 'net.set', kill: 'net.killed' } as const;

/** Writes down what happens in a world: every frame that is put on a link, and every event. */
export class Recorder {
  readonly #tracer: Tracer<NetEvent>;
  readonly #frames: Frame[] = [];
  readonly #reader = new FrameReader();

  constructor(bounds: Bounds) {
    this.#tracer = new Tracer(bounds);
  }

  /** To be called before each step: throws RunawayError where it leads out of bounds. */
  step(now: Ns): void {
    this.#tracer.step(now);
  }

  run(): Run<NetEvent> {
    const { events } = this.#tracer;
    return { events, frames: this.#frames, endNs: events.at(-1)?.at ?? 0 };
  }

  /** The n-th original frame of a direction. */
  frame(direction: Direction, nth: number, sentAt: Ns, bytes: Uint8Array): Frame {
    const { prefix, from, to } = direction;
    const frame: Frame = { id: this.#frames.length, name: prefix + nth, from, to, sentAt, bytes };
    this.#frames.push(frame);
    return frame;
  }
  copy(of: Frame): Frame {
    return this.#another({ ...of, id: this.#frames.length, name: `${of.name}/copy`, copyOf: of.id });
  }
  /** A frame that was sent is never changed: what arrives is another one, under the same name. */
  altered(of: Frame, bytes: Uint8Array): Frame {
    return this.#another({ ...of, id: this.#frames.length, bytes, alteredFrom: of.id });
  }
  #another(frame: Frame): Frame {
    this.#frames.push(frame);
    return frame;
  }

  fields(frame: Frame): PacketFields {
    return this.#reader.read(frame.bytes, frame.id, frame.name, frame.alteredFrom === undefined);
  }

  // Of every packet there is one event of each of the next two: they are spelled out because spreading takes thrice the time

  /** Gives what later events say of the packet: the event itself, as it names every field. */
  send(at: Ns, frame: Frame, { reason, retransmission, set }: Why): PacketFields {
    const f = this.fields(frame);
    // prettier-ignore
    const event: SendEvent = {
      n: this.#tracer.events.length, at, kind: 'send', where: frame.from, to: frame.to, retransmission, reason,
      frame: f.frame, name: f.name, protocol: f.protocol, label: f.label,
      source: f.source, destination: f.destination, sourcePort: f.sourcePort, destinationPort: f.destinationPort,
      flags: f.flags, seq: f.seq, ack: f.ack, relSeq: f.relSeq, relAck: f.relAck, len: f.len, window: f.window,
      icmpType: f.icmpType, icmpCode: f.icmpCode,
    };
    if (set) (event as { set?: SendEvent['set'] }).set = set;
    this.#tracer.append(event);
    return event;
  }
  arrive(at: Ns, where: string, from: string, f: PacketFields): void {
    // prettier-ignore
    const event: ArriveEvent = {
      n: this.#tracer.events.length, at, kind: 'arrive', where, from, reason: 'net.arrived',
      frame: f.frame, name: f.name, protocol: f.protocol, label: f.label,
      source: f.source, destination: f.destination, sourcePort: f.sourcePort, destinationPort: f.destinationPort,
      flags: f.flags, seq: f.seq, ack: f.ack, relSeq: f.relSeq, relAck: f.relAck, len: f.len, window: f.window,
      icmpType: f.icmpType, icmpCode: f.icmpCode,
    };
    this.#tracer.append(event);
  }
  lost(at: Ns, where: string, cause: LostEvent['cause'], reason: string, fields: PacketFields): void {
    this.#tracer.record({ at, kind: 'lost', where, reason, cause, ...packetOf(fields) });
  }
  tamper(at: Ns, where: string, act: TamperEvent['act'], reason: string, fields: PacketFields): void {
    this.#tracer.record({ at, kind: 'tamper', where, reason, act, ...packetOf(fields) });
  }
  discard(at: Ns, where: string, reason: string, fault: string, fields: PacketFields): void {
    this.#tracer.record({ at, kind: 'discard', where, reason, fault, ...packetOf(fields) });
  }
  queue(at: Ns, direction: Direction, change: 'enqueue' | 'dequeue'): void {
    const { packets, bytes, variables } = direction.queue;
    const set = { queuePackets: packets, queueBytes: bytes, ...variables };
    const reason = QUEUED[change];
    this.#tracer.record({ at, kind: 'queue', where: direction.link, reason, change, set });
  }
  change(
    at: Ns,
    where: string,
    act: 'down' | 'up' | 'set' | 'kill',
    set: Readonly<Record<string, Value>>,
  ): void {
    this.#tracer.record({ at, kind: 'change', where, reason: CHANGED[act], act, set });
  }
  unsent(at: Ns, where: string, nextHop: string): void {
    this.#tracer.record({ at, kind: 'unsent', where, reason: 'net.no-neighbour', nextHop });
  }
  /** What a host says of itself; `atHand` is the packet that it is looking at. */
  observed(at: Ns, where: string, observation: Observation, atHand: PacketFields | undefined): void {
    const { kind } = observation;
    if (kind === 'timer' || kind === 'update' || kind === 'deliver') this.#often(at, where, observation);
    else if (kind !== 'discard') this.#tracer.record({ at, where, ...observation });
    else if (atHand) this.#tracer.record({ at, where, ...observation, ...packetOf(atHand) });
    else throw new Error(`${where} discards a packet while it has none`);
  }

  /** What a connection says with nearly every packet, spelled out as well. */
  #often(
    at: Ns,
    where: string,
    o: Extract<Observation, { readonly kind: 'timer' | 'update' | 'deliver' }>,
  ): void {
    const n = this.#tracer.events.length;
    const { reason, connection, set } = o;
    let event: NetEvent;
    if (o.kind === 'timer') {
      const { timer, action, dueNs } = o;
      event = { n, at, where, kind: 'timer', reason, timer, action, dueNs, connection };
    } else if (o.kind === 'deliver') {
      event = { n, at, where, kind: 'deliver', reason, what: o.what, bytes: o.bytes, connection };
    } else event = { n, at, where, kind: 'update', reason, connection };
    if (set) (event as { set?: typeof set }).set = set;
    this.#tracer.append(event);
  }
}

/** The packet's fields alone, out of an event that has them among others. */
// prettier-ignore
const packetOf = (f: PacketFields): PacketFields => ({
  frame: f.frame, name: f.name, protocol: f.protocol, label: f.label,
  source: f.source, destination: f.destination, sourcePort: f.sourcePort, destinationPort: f.destinationPort,
  flags: f.flags, seq: f.seq, ack: f.ack, relSeq: f.relSeq, relAck: f.relAck, len: f.len, window: f.window,
  icmpType: f.icmpType, icmpCode: f.icmpCode,
});
