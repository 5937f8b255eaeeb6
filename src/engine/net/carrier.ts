import type { Changes } from '../kernel/delta.ts';
import type { Ns } from '../kernel/time.ts';
import type { Intervention } from '../kernel/trace.ts';
import type { Direction, Transit } from './link.ts';
import type { Recorder } from './recorder.ts';

/** Why a packet goes out: the trace's. */
export interface Why {
  readonly reason: string;
  readonly retransmission: boolean;
  readonly set?: Changes | undefined;
}

/** Where a carrier puts what will happen. */
interface Agenda {
  push(at: Ns, next: Transit | Direction): void;
}

/** Moves frames over links: queue, wire, what happens on the wire, and what the reader asked to happen to them. */
export class Carrier {
  readonly #recorder: Recorder;
  readonly #queue: Agenda;

  constructor(recorder: Recorder, queue: Agenda) {
    this.#recorder = recorder;
    this.#queue = queue;
  }

  /** A node gives its link a frame. */
  send(direction: Direction, bytes: Uint8Array, now: Ns, why: Why): void {
    const nth = direction.next();
    const frame = this.#recorder.frame(direction, nth, now, bytes);
    this.#recorder.send(now, frame, why);
    const transit = transitOf(direction, frame, bytes);
    if (!this.#put(transit, now)) return;
    const acts = direction.acts.get(nth);
    if (acts) this.#interfere(transit, acts, now);
    this.#impair(transit, nth, now);
  }

  /** Into the queue, and on to the wire if that is free. */
  #put(transit: Transit, now: Ns): boolean {
    const { direction } = transit;
    if (!direction.up) return this.#end(transit, now, 'cut', 'net.cut');
    const idle = direction.busy === undefined;
    const refused = direction.queue.enqueue(transit, now, idle);
    if (refused !== null)
      return this.#end(transit, now, refused === 'net.queue-full' ? 'queue-full' : 'queue', refused);
    if (direction.watched) this.#recorder.queue(now, direction, 'enqueue');
    if (transit.mark !== null) this.#mark(transit, now);
    if (idle) this.#start(direction, now);
    return true;
  }

  #start(direction: Direction, now: Ns): void {
    const next = direction.queue.dequeue(now, (dropped, reason) => this.#end(dropped, now, 'queue', reason));
    direction.busy = next;
    if (!next) return;
    if (direction.watched) this.#recorder.queue(now, direction, 'dequeue');
    if (next.mark !== null) this.#mark(next, now);
    this.#queue.push(now + direction.serialisationNs(next.bytes), direction);
  }

  /** The last bit of the frame that was being sent has left. */
  leave(direction: Direction, now: Ns): void {
    const transit = direction.busy!;
    if (transit.epoch !== direction.epoch) this.#end(transit, now, 'cut', 'net.cut');
    else
      this.#queue.push(
        transit.kind === 'lost' ? direction.halfWay(now) : direction.arrivalOf(transit, now),
        transit,
      );
    this.#start(direction, now);
  }

  /** Whether the frame arrives now: not where its cable was pulled while it was on its way. */
  arrives(transit: Transit, now: Ns): boolean {
    if (transit.epoch !== transit.direction.epoch) return this.#end(transit, now, 'cut', 'net.cut');
    this.#recorder.arrive(now, transit.frame);
    return true;
  }

  lose({ direction, cause, frame }: Transit, now: Ns): void {
    this.#recorder.lost(now, direction.link, cause, cause === 'loss' ? 'net.lost' : 'net.dropped', frame);
  }
  /** The frame reached a host without power. */
  loseAtDead({ direction, frame }: Transit, now: Ns): void {
    this.#recorder.lost(now, direction.link, 'dead', 'net.dead', frame);
  }

  /** The cable is pulled: what waits and what is on the wire is lost. */
  cut(direction: Direction, now: Ns): void {
    direction.up = false;
    direction.epoch += 1;
    const drop = (transit: Transit) => void this.#end(transit, now, 'cut', 'net.cut');
    for (let next = direction.queue.dequeue(now, drop); next; next = direction.queue.dequeue(now, drop))
      drop(next);
  }

  #end(transit: Transit, now: Ns, cause: 'queue' | 'queue-full' | 'cut', reason: string): false {
    this.#recorder.lost(now, transit.direction.link, cause, reason, transit.frame);
    return false;
  }

  #interfere(transit: Transit, acts: readonly Intervention[], now: Ns): void {
    if (acts.some((one) => one.act === 'duplicate')) this.#duplicate(transit, 'net.duplicated', now);
    for (const one of acts) {
      if (one.act === 'corrupt')
        this.#corrupt(transit, one.bit ?? lastBit(transit.content), 'net.corrupted', now);
      else if (one.act === 'delay') this.#hold(transit, one.byNs ?? 0, 'net.delayed', now);
      else if (one.act === 'drop') {
        transit.kind = 'lost';
        transit.cause = 'intervention';
      }
    }
  }

  #impair(transit: Transit, nth: number, now: Ns): void {
    const fate = transit.direction.draw(nth, transit.bytes, now);
    if (!fate) return;
    if (fate.lost && transit.kind !== 'lost') {
      transit.kind = 'lost';
      transit.cause = 'loss';
    }
    for (let copy = 0; copy < fate.copies; copy += 1) this.#duplicate(transit, 'net.doubled', now);
    if (fate.bit >= 0) this.#corrupt(transit, fate.bit, 'net.damaged', now);
    if (fate.heldUp) this.#hold(transit, 0, 'net.held-up', now);
    transit.extraNs += fate.extraNs;
    if (fate.overtaken) transit.overtaken = true;
  }

  /** The copy goes into the queue behind its original, and nothing more is done to it. */
  #duplicate({ direction, frame, content }: Transit, reason: string, now: Ns): void {
    this.#recorder.tamper(now, direction.link, 'duplicate', reason, frame);
    this.#put(transitOf(direction, this.#recorder.copy(frame), content), now);
  }

  #hold(transit: Transit, byNs: Ns, reason: string, now: Ns): void {
    transit.extraNs += byNs;
    transit.overtaken = true;
    this.#recorder.tamper(now, transit.direction.link, 'delay', reason, transit.frame);
  }

  #corrupt(transit: Transit, bit: number, reason: string, now: Ns): void {
    const bytes = transit.content.slice();
    const at = (bit >>> 3) % bytes.length;
    bytes[at] = bytes[at]! ^ (0x80 >>> (bit & 7));
    this.#alter(transit, bytes, 'corrupt', reason, now);
  }

  #mark(transit: Transit, now: Ns): void {
    const reason = transit.mark!;
    transit.mark = null;
    this.#alter(transit, transit.direction.queue.marks!.marked(transit.content), 'mark', reason, now);
  }

  #alter(transit: Transit, bytes: Uint8Array, act: 'corrupt' | 'mark', reason: string, now: Ns): void {
    transit.frame = this.#recorder.altered(transit.frame, bytes);
    transit.content = bytes;
    this.#recorder.tamper(now, transit.direction.link, act, reason, transit.frame);
  }
}

function transitOf(direction: Direction, frame: number, content: Uint8Array): Transit {
  return {
    kind: 'arrive',
    direction,
    frame,
    content,
    bytes: content.length,
    canMark: direction.queue.marks?.possible(content) ?? false,
    enqueuedAt: 0,
    mark: null,
    cause: 'loss',
    extraNs: 0,
    overtaken: false,
    epoch: direction.epoch,
  };
}

/** Where nobody names a bit, the last one of the frame: in the data, or in the header where there is none. */
const lastBit = (bytes: Uint8Array): number => bytes.length * 8 - 1;
