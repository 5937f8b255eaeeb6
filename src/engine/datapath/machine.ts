import type { Ns } from '../kernel/time.ts';
import type { Value } from '../kernel/trace.ts';
import type { Unnumbered } from '../kernel/tracer.ts';
import type { Transmission } from '../net/host.ts';
import type { TcpStack } from '../tcp/stack.ts';
import { Card, type Received } from './card.ts';
import { costOf, type Work } from './costs.ts';
import { Cpu, type Level, type Task } from './cpu.ts';
import type { DataPathEvent, Floor, PassEvent } from './events.ts';
import { BUDGET, LARGEST, type HostSetup } from './setup.ts';
import { dataIn, goesOn, grouped, type Unit } from './unit.ts';

/** What a machine asks of the world around it. */
export interface Around {
  record(event: Unnumbered<DataPathEvent>): void;
  later(at: Ns, kind: 'done' | 'left' | 'coalesced' | 'timer', machine: Machine, mark: number): void;
  /** Puts a packet on the wire; gives when its last bit has left. */
  put(machine: Machine, packet: Uint8Array, now: Ns): Ns;
}

/** A program on a machine: told when its calls get on, and when there is something to get on with. */
export interface Program {
  start(now: Ns): void;
  /** Work that it asked for in `process` is done. */
  done(task: Task, now: Ns): void;
  /** The stack's buffers have changed. */
  look(now: Ns): void;
}

const NOTHING: Unit = { id: '', packets: [], names: [], bytes: 0 };

/**
 * A host as the way of its data: the processor, the card, and between them the floors of the kernel. TCP itself is the engine's
 * (RFC 9293); here stands what it costs to get its packets to the wire and back up.
 */
export class Machine {
  readonly name: string;
  readonly stack: TcpStack;
  readonly setup: HostSetup;
  readonly card: Card;
  program: Program | undefined;
  readonly #cpu = new Cpu();
  readonly #around: Around;
  #units = 0;
  #timerAt: Ns = -1;
  /** Frames that this poll has taken and not yet handed up. */
  #taken: Received[] = [];
  #polled = 0;
  #published: Record<string, Value> = {};
  #shut = false;
  /** What follows from a piece of work is being found out: all of it, before the next begins. */
  #following = false;

  constructor(name: string, setup: HostSetup, stack: TcpStack, around: Around) {
    this.name = name;
    this.setup = setup;
    this.stack = stack;
    this.card = new Card(setup);
    this.#around = around;
  }

  get connection() {
    return this.stack.connection(0);
  }
  unit(packets: readonly Uint8Array[], bytes: number, names: readonly string[] = []): Unit {
    return { id: `${this.name}/${this.#units++}`, packets, names, bytes };
  }

  // --- the processor

  /** Tasks that follow each other, at the front of their level where they go on with what was just done. */
  work(tasks: readonly Task[], now: Ns, next = false): void {
    for (const task of next ? [...tasks].reverse() : tasks) this.#cpu.add(task, next);
    this.#begin(now);
  }
  task(
    work: Work,
    level: Level,
    floor: Floor,
    way: Task['way'],
    unit: Unit,
    bytes = unit.bytes,
    times = 1,
  ): Task {
    return { work, level, floor, way, unit, bytes, costNs: costOf(work, times, bytes) };
  }
  turn(work: 'next-frame' | 'poll-over' | 'write-on', level: Level, unit = NOTHING): Task {
    return { work, level, floor: 'driver', way: 'up', unit, bytes: 0, costNs: 0 };
  }
  #begin(now: Ns): void {
    if (this.#following) return;
    const task = this.#cpu.begin();
    if (task) this.#around.later(now + task.costNs, 'done', this, 0);
  }

  /** What the processor was doing is done; what follows from it. */
  done(now: Ns): void {
    const task = this.#cpu.end();
    this.#following = true;
    this.#follow(task, now);
    this.#following = false;
    this.#begin(now);
  }

  #follow(task: Task, now: Ns): void {
    const { work, unit, level, way } = task;
    if (work === 'next-frame') return this.#poll(now);
    if (work === 'poll-over') return this.#pollOver(now);
    if (work === 'write-on') return this.program?.done(task, now);
    this.#record(now, task);
    switch (work) {
      case 'segment':
        return this.work([this.task('ip-header', level, 'ip', 'down', unit)], now, true);
      case 'ip-header':
        return this.work([this.task('link-header', level, 'link', 'down', unit)], now, true);
      case 'link-header':
        return this.work([this.task('queue', level, 'link', 'down', unit)], now, true);
      case 'queue':
        this.card.queue.push(unit);
        return this.#dequeue(level, now);
      case 'software-split':
        return this.work(
          unit.packets.flatMap((packet) => this.#toCard(this.unit([packet], dataIn(packet)), level)),
          now,
          true,
        );
      case 'descriptor':
        this.card.transmit.push(unit);
        return this.#kick(now);
      case 'interrupt':
        return this.work([this.task('soft-interrupt', 'soft-interrupt', 'driver', 'up', unit)], now);
      case 'soft-interrupt':
        this.#polled = 0;
        return this.#poll(now);
      case 'take-frame':
        return this.#tookFrame(unit, now);
      case 'tcp-input':
        for (const packet of unit.packets) this.stack.receive(packet, now);
        return this.#react(level, now);
      case 'timer':
        return this.#react(level, now);
      case 'merge':
      case 'ip-input':
        return;
      case 'checksum':
        return;
      default:
        if (way === 'down' || way === 'up') this.program?.done(task, now);
    }
  }

  /** TCP says what it has to say, programs look whether they can go on, the timer is set. */
  #react(level: Level, now: Ns): void {
    this.transmit(level, now);
    this.program?.look(now);
  }

  // --- down

  /** Takes what TCP wants to send now and starts it on its way, ahead of what else waits at this level. */
  transmit(level: Level, now: Ns): void {
    const out = this.stack
      .transmit(now)
      .map(({ packet }: Transmission) => ({ packet, bytes: dataIn(packet) }));
    const large = this.card.splits || this.setup.gso;
    const groups = large
      ? grouped(out, LARGEST, (before, next) => goesOn(before.packet, next.packet))
      : out.map((one) => [one]);
    const units = groups.map((group) =>
      this.unit(
        group.map(({ packet }) => packet),
        group.reduce((sum, { bytes }) => sum + bytes, 0),
      ),
    );
    this.work(
      units.map((unit) => this.task('segment', level, 'tcp', 'down', unit)),
      now,
      true,
    );
    this.#sayIfShut(now);
    this.#arm(now);
  }

  /** RFC 9293 §3.8.6: what the window has no room for stays in the send buffer. */
  #sayIfShut(now: Ns): void {
    const c = this.connection;
    if (!c) return;
    const waiting = c.sendBuffer.length - c.board.inFlightBytes;
    const shut = waiting > 0 && c.board.inFlightBytes >= c.sndWnd - c.smss + 1;
    if (shut && !this.#shut) this.pass('window-closed', 'tcp', this.unit([], waiting), now);
    this.#shut = shut;
  }

  #dequeue(level: Level, now: Ns): void {
    const unit = this.card.hasRoom ? this.card.queue.shift() : undefined;
    if (!unit) return;
    const split = unit.packets.length > 1 && !this.card.splits;
    const times = unit.packets.length;
    this.work(
      split
        ? [this.task('software-split', level, 'link', 'down', unit, unit.bytes, times)]
        : this.#toCard(unit, level),
      now,
      true,
    );
  }

  #toCard(unit: Unit, level: Level): Task[] {
    const post = this.task('descriptor', level, 'driver', 'down', unit);
    return this.setup.checksumOffload ? [post] : [this.task('checksum', level, 'link', 'down', unit), post];
  }

  #kick(now: Ns): void {
    const unit = this.card.transmit[0];
    if (this.card.sending || !unit) return;
    if (this.card.sent === 0) {
      this.pass('dma-read', 'nic', unit, now);
      if (unit.packets.length > 1) this.pass('split', 'nic', unit, now);
    }
    this.card.sending = true;
    this.#around.later(this.#around.put(this, unit.packets[this.card.sent]!, now), 'left', this, 0);
  }

  /** The frame that was being sent has left. */
  left(now: Ns): void {
    this.card.sending = false;
    this.card.sent += 1;
    if (this.card.sent >= this.card.transmit[0]!.packets.length) {
      this.card.transmit.shift();
      this.card.sent = 0;
      this.#dequeue('soft-interrupt', now);
    }
    this.#kick(now);
  }

  // --- up

  /** A frame is at the card; false where its ring is full. The card writes it into memory by itself. */
  arrive(frame: Received, now: Ns): boolean {
    if (!this.card.take(frame)) return false;
    const when = this.card.interrupts();
    if (when === 'now') this.#interrupt(now);
    else if (when !== undefined) this.#around.later(now + when, 'coalesced', this, ++this.card.timer);
    return true;
  }
  coalesced(mark: number, now: Ns): void {
    if (mark === this.card.timer && this.card.interruptsOn && this.card.held > 0) this.#interrupt(now);
  }
  #interrupt(now: Ns): void {
    this.card.interruptsOn = false;
    this.card.timer += 1;
    const unit = this.unit([], 0);
    this.work([this.task('interrupt', 'interrupt', 'driver', 'up', unit)], now);
  }

  /** The next frame of the poll, or its end: Linux napi_poll, NAPI_POLL_WEIGHT. */
  #poll(now: Ns): void {
    const frame = this.#polled < BUDGET ? this.card.receive.shift() : undefined;
    if (!frame) return this.#handUp(now, true);
    this.#polled += 1;
    this.card.held = Math.max(0, this.card.held - 1);
    const unit = this.unit([frame.packet], dataIn(frame.packet), [frame.name]);
    this.work([this.task('take-frame', 'soft-interrupt', 'driver', 'up', unit)], now, true);
  }

  #tookFrame(unit: Unit, now: Ns): void {
    const packet = unit.packets[0]!;
    const before = this.#taken.at(-1);
    this.#taken.push({ packet, name: unit.names[0]!, bytes: unit.bytes });
    if (!this.setup.gro) return this.#handUp(now, false);
    const merges = before !== undefined && goesOn(before.packet, packet);
    const next = this.turn('next-frame', 'soft-interrupt');
    this.work(
      merges ? [this.task('merge', 'soft-interrupt', 'driver', 'up', unit), next] : [next],
      now,
      true,
    );
  }

  /** What was taken goes up to IP and TCP, as few pieces as it could be put together to. */
  #handUp(now: Ns, over: boolean): void {
    const groups = this.setup.gro
      ? grouped(this.#taken, LARGEST, (before, next) => goesOn(before.packet, next.packet))
      : this.#taken.map((one) => [one]);
    this.#taken = [];
    const tasks = groups.flatMap((group) => {
      const unit = this.unit(
        group.map(({ packet }) => packet),
        group.reduce((sum, { bytes }) => sum + bytes, 0),
        group.map(({ name }) => name),
      );
      const up = (work: Work, floor: Floor) => this.task(work, 'soft-interrupt', floor, 'up', unit);
      const checked = this.setup.checksumOffload ? [] : [up('checksum', 'tcp')];
      return [up('ip-input', 'ip'), ...checked, up('tcp-input', 'tcp')];
    });
    this.work([...tasks, this.turn(over ? 'poll-over' : 'next-frame', 'soft-interrupt')], now, true);
  }

  /** Either more waits than a poll may take, and the next one has to queue again; or interrupts are switched on again. */
  #pollOver(now: Ns): void {
    if (this.card.receive.length > 0) {
      this.pass('budget', 'driver', this.unit([], 0), now);
      return this.work(
        [this.task('soft-interrupt', 'soft-interrupt', 'driver', 'up', this.unit([], 0))],
        now,
      );
    }
    this.card.interruptsOn = true;
    this.card.held = 0;
  }

  // --- timers and the trace

  #arm(now: Ns): void {
    const wake = this.stack.nextWake();
    if (wake === null || (this.#timerAt > now && this.#timerAt <= wake)) return;
    this.#timerAt = Math.max(wake, now);
    this.#around.later(this.#timerAt, 'timer', this, 0);
  }
  timer(now: Ns): void {
    const wake = this.stack.nextWake();
    if (wake === null) return;
    if (wake > now) return this.#arm(now);
    this.work([this.task('timer', 'soft-interrupt', 'tcp', 'down', this.unit([], 0))], now);
  }

  pass(what: PassEvent['what'], floor: Floor, unit: Unit, now: Ns, reason = `datapath.${what}`): void {
    const { id, bytes, packets, names } = unit;
    const of = { floor, unit: id, bytes, packets: packets.length, name: names[0] ?? '' };
    this.#around.record({ at: now, kind: 'pass', where: this.name, reason, what, ...of, ...this.changes() });
  }

  #record(now: Ns, { work, floor, way, unit, bytes, costNs }: Task): void {
    const reason = `datapath.${REASON[`${work}-${way}`] ?? work}`;
    const packets = unit.packets.length;
    const of = { floor, unit: unit.id, bytes, packets, name: unit.names[0] ?? '' };
    const done = { kind: 'work', work: work as Work, costNs, way } as const;
    const large = work === 'segment' && packets > 1 ? 'datapath.segment-large' : reason;
    this.#around.record({ at: now, where: this.name, reason: large, ...done, ...of, ...this.changes() });
  }

  /** The variables of the host that have changed since its last event. */
  changes(): { set?: Record<string, Value> } {
    const c = this.connection;
    const variables: Record<string, Value> = {
      sendBufferBytes: c?.sendBuffer.length ?? 0,
      unsentBytes: c ? c.sendBuffer.length - c.board.inFlightBytes : 0,
      windowBytes: c?.sndWnd ?? 0,
      queuePackets: this.card.queue.length,
      txRing: this.card.transmit.length,
      rxRing: this.card.receive.length,
      receiveBufferBytes: c?.inboxBytes ?? 0,
      interruptsOn: this.card.interruptsOn,
    };
    let set: Record<string, Value> | undefined;
    for (const name in variables)
      if (variables[name] !== this.#published[name]) (set ??= {})[name] = variables[name]!;
    this.#published = variables;
    return set ? { set } : {};
  }
}

/** Where the same work means another thing in another direction. */
const REASON: Readonly<Record<string, string>> = {
  'copy-down': 'copy-in',
  'copy-up': 'copy-out',
  'system-call-down': 'call-write',
  'system-call-up': 'call-read',
  'wake-down': 'wake-writer',
  'wake-up': 'wake-reader',
  'checksum-down': 'checksum-made',
  'checksum-up': 'checksum-checked',
};
