import type { Ns } from '../kernel/time.ts';
import type { Work } from './costs.ts';
import type { Floor } from './events.ts';
import type { Unit } from './unit.ts';

/** In the order in which they have precedence: as Linux runs interrupts, then NET_RX and NET_TX, then programs. */
export const LEVELS = ['interrupt', 'soft-interrupt', 'process'] as const;
export type Level = (typeof LEVELS)[number];

/** Turning points that cost nothing themselves and stand in a queue to keep its order. */
export type Turn = 'next-frame' | 'poll-over' | 'write-on';

/** A piece of work for the processor, as data; what comes of it is decided when it is done. */
export interface Task {
  readonly work: Work | Turn;
  readonly level: Level;
  readonly floor: Floor;
  readonly way: 'down' | 'up';
  readonly costNs: Ns;
  readonly bytes: number;
  readonly unit: Unit;
}

/** One core: one piece of work at a time, the most pressing first; what has begun is finished. */
export class Cpu {
  readonly #queues: Readonly<Record<Level, Task[]>> = { interrupt: [], 'soft-interrupt': [], process: [] };
  #busy: Task | undefined;
  busyNs = 0;

  /** Behind all that waits at its level; `next` puts it before that: it goes on with what was just done. */
  add(task: Task, next = false): void {
    const queue = this.#queues[task.level];
    if (next) queue.unshift(task);
    else queue.push(task);
  }

  /** The work to begin now, if there is any and nothing is being done. */
  begin(): Task | undefined {
    if (this.#busy) return undefined;
    const level = LEVELS.find((one) => this.#queues[one].length > 0);
    return level && (this.#busy = this.#queues[level].shift());
  }

  /** What was being done is done. */
  end(): Task {
    const task = this.#busy!;
    this.#busy = undefined;
    this.busyNs += task.costNs;
    return task;
  }
}
