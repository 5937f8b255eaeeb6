import { stream } from '../kernel/random.ts';
import { serialisationNs, type Ns } from '../kernel/time.ts';
import type { Intervention } from '../kernel/trace.ts';
import type { Port } from './port.ts';
import {
  unharmed,
  type Chance,
  type Fate,
  type Impairment,
  type MakeImpairment,
} from './links/impairment.ts';
import { IndependentLoss } from './links/loss.ts';
import { DropTail } from './queues/drop-tail.ts';
import type { MakeQueue, Queue, Waiting } from './queues/queue.ts';

/** How one direction of a link carries. */
export interface DirectionSetup {
  readonly rateBps: number;
  readonly delayNs: Ns;
  /** Drop-tail: frames that may wait behind the one that is being sent. Short for `queue`, which has precedence. */
  readonly queueFrames: number;
  readonly queue?: MakeQueue;
  /** Independent loss on the wire: in how many of `of` cases. Interventions change it. */
  readonly loss?: Chance;
  readonly impairments?: readonly MakeImpairment[];
  /** Whether the trace tells of every change of the queue. */
  readonly watchQueue?: boolean;
}

/** A full-duplex link between two nodes. Each direction has a queue, a wire and random streams of its own. */
export interface LinkSetup extends DirectionSetup {
  readonly name: string;
  readonly ends: readonly [string, string];
  /** Links that draw as the same name meet the same luck: their random streams are the same. */
  readonly drawsAs?: string;
  /** What differs from the second end to the first. */
  readonly backwards?: Partial<DirectionSetup>;
}

/** A frame on its way over one direction, from the moment it is given to the link. */
export interface Transit extends Waiting {
  /** What is next to happen to it. */
  kind: 'arrive' | 'lost';
  readonly direction: Direction;
  /** `Frame.id`, and its bytes. */
  frame: number;
  content: Uint8Array;
  cause: 'loss' | 'intervention';
  extraNs: Ns;
  overtaken: boolean;
  /** Of the cable: what was on it when it was pulled never arrives. */
  readonly epoch: number;
}

export const NO_LOSS: Chance = { times: 0, of: 1 };

/** One direction: a queue, then a wire on which frames follow each other. */
export class Direction {
  readonly kind = 'leave';
  readonly link: string;
  readonly from: string;
  readonly to: string;
  /** `<link>/<from>><to>/`, to which a frame's number is added. */
  readonly prefix: string;
  readonly queue: Queue<Transit>;
  /** Where it ends; set when that is there. */
  into!: Port;
  readonly watched: boolean;
  /** What was asked for by the number of the frame. */
  readonly acts = new Map<number, Intervention[]>();
  rateBps: number;
  delayNs: Ns;
  up = true;
  epoch = 0;
  /** The frame that is being sent. */
  busy: Transit | undefined;
  #impairments: readonly Impairment[];
  readonly #seed: number;
  /** Name that its random streams begin with. */
  readonly #stem: string;
  #count = 0;
  #lastArrival: Ns = -Infinity;

  constructor(link: LinkSetup, from: string, to: string, seed: number) {
    const setup = from === link.ends[0] ? link : { ...link, ...link.backwards };
    this.link = link.name;
    this.from = from;
    this.to = to;
    this.prefix = `${link.name}/${from}>${to}/`;
    this.rateBps = setup.rateBps;
    this.delayNs = setup.delayNs;
    this.watched = setup.watchQueue ?? false;
    this.#seed = seed;
    const way = from === link.ends[0] ? 'there' : 'back';
    this.#stem = link.drawsAs === undefined ? this.prefix.slice(0, -1) : `${link.drawsAs}/${way}`;
    this.queue = setup.queue?.(this.#stream('queue')) ?? new DropTail({ packets: setup.queueFrames });
    this.#impairments = (setup.impairments ?? []).map((one, nth) =>
      one.make(this.#stream(`${nth}-${one.kind}`)),
    );
    this.loss = setup.loss ?? NO_LOSS;
  }

  /** The draws of a changed loss start anew. */
  set loss(chance: Chance) {
    const others = this.#impairments.filter((one) => one !== this.#ownLoss);
    this.#ownLoss = chance.times > 0 ? new IndependentLoss(chance, this.#stream()) : undefined;
    this.#impairments = this.#ownLoss ? [this.#ownLoss, ...others] : others;
  }
  #ownLoss: Impairment | undefined;

  /** Number of the next original transmission: copies do not count, so an earlier intervention shifts no later name. */
  next(): number {
    return this.#count++;
  }

  /** What the wire will do to the n-th frame; undefined where it is a good wire. */
  draw(nth: number, bytes: number, now: Ns): Fate | undefined {
    if (this.#impairments.length === 0) return undefined;
    const fate = unharmed();
    for (const one of this.#impairments) one.touch(fate, nth, bytes, now);
    return fate;
  }

  serialisationNs(bytes: number): Ns {
    return serialisationNs(bytes, this.rateBps);
  }

  /** When a frame that has left now arrives; one that is not overtaken waits for the one before it. */
  arrivalOf(transit: Transit, now: Ns): Ns {
    const at = now + this.delayNs + transit.extraNs;
    if (transit.overtaken) return at;
    return (this.#lastArrival = Math.max(at, this.#lastArrival));
  }

  /** Where a frame ends that is lost on the way: half-way, for want of a better place. */
  halfWay(now: Ns): Ns {
    return now + Math.floor(this.delayNs / 2);
  }

  #stream(consumer?: string) {
    return stream(this.#seed, consumer === undefined ? this.#stem : `${this.#stem}/${consumer}`);
  }
}
