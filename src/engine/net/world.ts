import { EventQueue } from '../kernel/queue.ts';
import type { Ns } from '../kernel/time.ts';
import type { Frame, Intervention, Run } from '../kernel/trace.ts';
import { Tracer, type Bounds, type Unnumbered } from '../kernel/tracer.ts';
import type { Mac } from '../wire/address.ts';
import { encodeEthernet, ETHER_TYPE, readEthernet } from '../wire/ethernet.ts';
import type { NetEvent, PacketFields } from './events.ts';
import { FrameReader } from './fields.ts';
import type { Observation, Observe, TracedHost, Transmission } from './host.ts';
import { Direction, type LinkSetup } from './link.ts';

export interface WorldSetup {
  readonly seed: number;
  readonly links: readonly LinkSetup[];
  readonly interventions: readonly Intervention[];
  readonly bounds: Bounds;
  /** Makes the hosts; each says what it does through the function it is given for its name. */
  hosts(observe: (name: string) => Observe): readonly TracedHost[];
}

/** What will happen, as data. */
type Pending =
  | { readonly kind: 'wake'; readonly host: TracedHost }
  | { readonly kind: 'arrive'; readonly frame: Frame; readonly fields: PacketFields }
  | {
      readonly kind: 'lost';
      readonly frame: Frame;
      readonly fields: PacketFields;
      readonly cause: 'loss' | 'intervention';
    };

/** Joins hosts by links, moves frames between them until nothing is left to happen, and records all of it. */
export class World {
  readonly #tracer: Tracer<NetEvent>;
  readonly #frames: Frame[] = [];
  readonly #queue = new EventQueue<Pending>();
  readonly #reader = new FrameReader();
  readonly #hosts = new Map<string, TracedHost>();
  readonly #macs = new Map<string, Mac>();
  readonly #directions = new Map<string, Direction>();
  readonly #setup: WorldSetup;
  /** The wake of each host that is in the queue; any other is out of date. */
  readonly #wakes = new Map<TracedHost, Ns>();
  /** The packet that a host is looking at. */
  #atHand: PacketFields | undefined;

  constructor(setup: WorldSetup) {
    this.#setup = setup;
    this.#tracer = new Tracer(setup.bounds);
    for (const host of setup.hosts((name) => (at, observation) => this.#observed(name, at, observation))) {
      // A block of addresses kept for examples: RFC 7042 §2.1.2
      this.#macs.set(host.name, 0x00005e005301 + this.#hosts.size);
      this.#hosts.set(host.name, host);
    }
    for (const link of setup.links) {
      const [a, b] = link.ends;
      this.#directions.set(a, new Direction(link, a, b, setup.seed));
      this.#directions.set(b, new Direction(link, b, a, setup.seed));
    }
  }

  /** Throws RunawayError where the run does not end within its bounds. */
  run(): Run<NetEvent> {
    for (const host of this.#hosts.values()) this.#schedule(host);
    for (let event = this.#queue.pop(); event; event = this.#queue.pop()) {
      const now = this.#queue.now;
      this.#tracer.step(now);
      if (event.kind === 'wake') this.#wake(event.host, now);
      else if (event.kind === 'arrive') this.#arrive(event.frame, event.fields, now);
      else this.#lose(event.frame, event.fields, event.cause, now);
    }
    const { events } = this.#tracer;
    return { events, frames: this.#frames, endNs: events.at(-1)?.at ?? 0 };
  }

  #schedule(host: TracedHost): void {
    const next = host.nextWake();
    if (next === null) return;
    const at = Math.max(next, this.#queue.now);
    const known = this.#wakes.get(host);
    if (known !== undefined && known <= at) return;
    this.#wakes.set(host, at);
    this.#queue.push(at, { kind: 'wake', host });
  }

  #wake(host: TracedHost, now: Ns): void {
    if (this.#wakes.get(host) !== now) return;
    this.#wakes.delete(host);
    const next = host.nextWake();
    if (next !== null && next <= now) this.#poll(host, now);
    this.#schedule(host);
  }

  #poll(host: TracedHost, now: Ns): void {
    for (const transmission of host.transmit(now)) this.#send(host, transmission, now);
  }

  #send(host: TracedHost, { packet, reason, retransmission, set }: Transmission, now: Ns): void {
    const direction = this.#directions.get(host.name);
    if (!direction) throw new Error(`host ${host.name} is on no link`);
    // The address resolution protocol has done its work before the run: both ends know each other's MAC
    const destination = this.#macs.get(direction.to)!;
    const source = this.#macs.get(host.name)!;
    const bytes = encodeEthernet({ destination, source, etherType: ETHER_TYPE.ipv4 }, packet);
    const frame = this.#frame(direction.nextName(), direction, now, bytes);
    const fields = this.#fieldsOf(frame);
    const sent = { kind: 'send', where: host.name, to: direction.to, retransmission, reason } as const;
    this.#record({ at: now, ...sent, ...fields, ...(set && { set }) });
    this.#put(direction, frame, fields, now);
  }

  /** Puts the frame on the wire, and does to it what was asked for. */
  #put(direction: Direction, frame: Frame, fields: PacketFields, now: Ns): void {
    const acts = this.#setup.interventions.filter((one) => one.target === frame.name);
    const fate = direction.take(frame.bytes.length, now);
    const where = frame.name.slice(0, frame.name.indexOf('/'));
    if (fate.kind === 'queue-full') {
      this.#record({
        at: now,
        kind: 'lost',
        where,
        reason: 'net.queue-full',
        cause: 'queue-full',
        ...fields,
      });
      return;
    }
    if (acts.some((one) => one.act === 'duplicate')) {
      this.#record({ at: now, kind: 'tamper', where, reason: 'net.duplicated', act: 'duplicate', ...fields });
      const copy: Frame = { ...frame, id: this.#frames.length, name: `${frame.name}/copy`, copyOf: frame.id };
      this.#frames.push(copy);
      this.#put(direction, copy, { ...fields, frame: copy.id, name: copy.name }, now);
    }
    let on = { frame, fields };
    let at = fate.at;
    for (const one of acts) {
      if (one.act === 'corrupt') on = this.#corrupt(on.frame, one.bit ?? lastBit(on.frame), where, now);
      if (one.act === 'delay') {
        at += one.byNs ?? 0;
        this.#record({ at: now, kind: 'tamper', where, reason: 'net.delayed', act: 'delay', ...on.fields });
      }
    }
    if (acts.some((one) => one.act === 'drop')) {
      const left = fate.kind === 'arrival' ? direction.halfWay(fate.at - direction.delayNs) : fate.at;
      this.#queue.push(left, { kind: 'lost', ...on, cause: 'intervention' });
    } else if (fate.kind === 'loss') this.#queue.push(fate.at, { kind: 'lost', ...on, cause: 'loss' });
    else this.#queue.push(at, { kind: 'arrive', ...on });
  }

  /** A frame that was sent is never changed: what arrives is another one, under the same name. */
  #corrupt(frame: Frame, bit: number, where: string, now: Ns): { frame: Frame; fields: PacketFields } {
    const bytes = frame.bytes.slice();
    const at = (bit >>> 3) % bytes.length;
    bytes[at] = bytes[at]! ^ (0x80 >>> (bit & 7));
    const altered: Frame = { ...frame, id: this.#frames.length, bytes, alteredFrom: frame.id };
    this.#frames.push(altered);
    const fields = this.#fieldsOf(altered);
    this.#record({ at: now, kind: 'tamper', where, reason: 'net.corrupted', act: 'corrupt', ...fields });
    return { frame: altered, fields };
  }

  #lose(frame: Frame, fields: PacketFields, cause: 'loss' | 'intervention', now: Ns): void {
    const where = frame.name.slice(0, frame.name.indexOf('/'));
    const reason = cause === 'loss' ? 'net.lost' : 'net.dropped';
    this.#record({ at: now, kind: 'lost', where, reason, cause, ...fields });
  }

  #arrive(frame: Frame, fields: PacketFields, now: Ns): void {
    const host = this.#hosts.get(frame.to)!;
    this.#record({
      at: now,
      kind: 'arrive',
      where: frame.to,
      from: frame.from,
      reason: 'net.arrived',
      ...fields,
    });
    const { value, payload } = readEthernet(frame.bytes);
    if (value?.destination !== this.#macs.get(frame.to) || value?.etherType !== ETHER_TYPE.ipv4) {
      // IEEE 802.3 §4.2.9: a frame for another station, or of an unknown type, goes no further
      const reason = 'net.discard-frame';
      this.#record({ at: now, kind: 'discard', where: frame.to, reason, fault: '', ...fields });
      return;
    }
    this.#atHand = fields;
    host.receive(payload, now);
    this.#atHand = undefined;
    this.#poll(host, now);
    this.#schedule(host);
  }

  #observed(where: string, at: Ns, observation: Observation): void {
    if (observation.kind !== 'discard') this.#record({ at, where, ...observation });
    else if (this.#atHand) this.#record({ at, where, ...observation, ...this.#atHand });
    else throw new Error(`${where} discards a packet while it has none`);
  }

  #record(event: Unnumbered<NetEvent>): void {
    this.#tracer.record(event);
  }

  #frame(name: string, { from, to }: Direction, sentAt: Ns, bytes: Uint8Array): Frame {
    const frame: Frame = { id: this.#frames.length, name, from, to, sentAt, bytes };
    this.#frames.push(frame);
    return frame;
  }

  #fieldsOf(frame: Frame): PacketFields {
    const { id, name, bytes, alteredFrom } = frame;
    return { frame: id, name, ...this.#reader.read(bytes, alteredFrom === undefined) };
  }
}

/** Where nobody names a bit, the last one of the frame: in the data, or in the header where there is none. */
const lastBit = (frame: Frame): number => frame.bytes.length * 8 - 1;
