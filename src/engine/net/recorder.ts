import { recordOf } from '../kernel/delta.ts';
import type { Ns } from '../kernel/time.ts';
import type { Run, Value } from '../kernel/trace.ts';
import { Guard, type Bounds, type Unnumbered } from '../kernel/tracer.ts';
import type { Why } from './carrier.ts';
import type { LostEvent, NetEvent, TamperEvent } from './events.ts';
import type { FrameReader } from './fields.ts';
import { FrameLog } from './frame-log.ts';
import type { Observation } from './host.ts';
import { Journal, type About } from './journal.ts';
import type { Direction } from './link.ts';

const QUEUED = { enqueue: 'net.enqueued', dequeue: 'net.dequeued' } as const;
const CHANGED = { down: 'net.down', up: 'net.up', set: 'net.set', kill: 'net.killed' } as const;

/** Writes down what happens in a world: every frame that is put on a link, and every event. */
export class Recorder {
  readonly #frames = new FrameLog();
  readonly #journal: Journal;
  readonly #guard: Guard;

  constructor(bounds: Bounds, reader: FrameReader) {
    this.#journal = new Journal(() => this.#frames.all(), reader);
    this.#guard = new Guard(bounds, () => this.#journal.all());
  }

  /** To be called before each step: throws RunawayError where it leads out of bounds. */
  step(now: Ns): void {
    this.#guard.step(now);
  }

  /** What has been written down. Its lists are made when they are first asked for. */
  run(): Run<NetEvent> {
    const [frames, journal] = [this.#frames, this.#journal];
    return {
      get events() {
        return journal.all();
      },
      get frames() {
        return frames.all();
      },
      endNs: journal.lastAt,
    };
  }

  /** The n-th original frame of a direction. Gives its id, as do the next two. */
  frame(direction: Direction, nth: number, sentAt: Ns, bytes: Uint8Array): number {
    return this.#frames.original(direction, nth, sentAt, bytes);
  }
  copy(of: number): number {
    return this.#frames.copy(of);
  }
  altered(of: number, bytes: Uint8Array): number {
    return this.#frames.altered(of, bytes);
  }

  send(at: Ns, frame: number, why: Why): void {
    this.#guard.event(this.#journal.count);
    this.#journal.send(at, frame, why);
  }
  arrive(at: Ns, frame: number): void {
    this.#guard.event(this.#journal.count);
    this.#journal.arrive(at, frame);
  }
  lost(at: Ns, where: string, cause: LostEvent['cause'], reason: string, frame: number): void {
    this.#about({ at, kind: 'lost', where, reason, cause }, frame);
  }
  tamper(at: Ns, where: string, act: TamperEvent['act'], reason: string, frame: number): void {
    this.#about({ at, kind: 'tamper', where, reason, act }, frame);
  }
  discard(at: Ns, where: string, reason: string, fault: string, frame: number): void {
    this.#about({ at, kind: 'discard', where, reason, fault }, frame);
  }
  queue(at: Ns, direction: Direction, change: 'enqueue' | 'dequeue'): void {
    const { packets, bytes, variables } = direction.queue;
    const set = { queuePackets: packets, queueBytes: bytes, ...variables };
    const reason = QUEUED[change];
    this.#other({ at, kind: 'queue', where: direction.link, reason, change, set });
  }
  change(
    at: Ns,
    where: string,
    act: 'down' | 'up' | 'set' | 'kill',
    set: Readonly<Record<string, Value>>,
  ): void {
    this.#other({ at, kind: 'change', where, reason: CHANGED[act], act, set });
  }
  unsent(at: Ns, where: string, nextHop: string): void {
    this.#other({ at, kind: 'unsent', where, reason: 'net.no-neighbour', nextHop });
  }
  /** What a host says of itself; `atHand` is the packet that it is looking at. */
  observed(at: Ns, where: string, observation: Observation, atHand: number | undefined): void {
    const { kind } = observation;
    if (kind === 'timer' || kind === 'update' || kind === 'deliver') {
      this.#guard.event(this.#journal.count);
      this.#journal.often(at, where, observation);
    } else if (kind !== 'discard') this.#other({ at, where, ...told(observation) });
    else if (atHand !== undefined) this.#about({ at, where, ...told(observation) }, atHand);
    else throw new Error(`${where} discards a packet while it has none`);
  }

  #about(head: About, frame: number): void {
    this.#guard.event(this.#journal.count);
    this.#journal.about(head, frame);
  }
  #other(event: Unnumbered<NetEvent>): void {
    this.#guard.event(this.#journal.count);
    this.#journal.other(event);
  }
}

/** The same with its variables as the trace has them. */
const told = <T extends Observation>(observation: T): Told<T> =>
  (observation.set ? { ...observation, set: recordOf(observation.set) } : observation) as Told<T>;
type Told<T> = T extends unknown
  ? { [K in keyof T]: K extends 'set' ? Readonly<Record<string, Value>> : T[K] }
  : never;
