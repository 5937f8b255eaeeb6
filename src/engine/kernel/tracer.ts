import type { Ns } from './time.ts';
import type { TraceEvent } from './trace.ts';

/** An event as its maker knows it, before the trace numbers it. (`Omit` would lose the named fields beside the index signature.) */
export type Unnumbered<E> = E extends unknown ? { [K in keyof E as K extends 'n' ? never : K]: E[K] } : never;

/** Every run is bounded. */
export interface Bounds {
  /** No event may happen after this. */
  readonly horizonNs: Ns;
  /** How many steps the engine may take, and how many events the trace may hold. */
  readonly maxEvents: number;
}

/** A run went over its bounds: a bug of the engine or of the scenario. The message shows the last events. */
export class RunawayError extends Error {
  constructor(what: string, last: readonly TraceEvent[]) {
    super(`${what}; the last events:\n${last.map((event) => JSON.stringify(event)).join('\n')}`);
    this.name = 'RunawayError';
  }
}

/** Sees to it that a run stays within its bounds: throws RunawayError where it leads out of them. */
export class Guard {
  readonly #bounds: Bounds;
  readonly #events: () => readonly TraceEvent[];
  #steps = 0;

  /** `events`: those so far, for the message. */
  constructor(bounds: Bounds, events: () => readonly TraceEvent[]) {
    this.#bounds = bounds;
    this.#events = events;
  }

  /** To be called before each step of a run. */
  step(at: Ns): void {
    if (at > this.#bounds.horizonNs) this.#runaway(`beyond the horizon of ${this.#bounds.horizonNs} ns`);
    if (this.#steps++ >= this.#bounds.maxEvents) this.#runaway('too many steps');
  }

  /** To be called before each event, with the number of those before it. */
  event(n: number): void {
    if (n >= this.#bounds.maxEvents) this.#runaway('too many events');
  }

  #runaway(what: string): never {
    throw new RunawayError(what, this.#events().slice(-8));
  }
}

/** Append-only record of a run. Numbers the events in the order in which they happened. */
export class Tracer<E extends TraceEvent> {
  readonly events: E[] = [];
  readonly #guard: Guard;

  constructor(bounds: Bounds) {
    this.#guard = new Guard(bounds, () => this.events);
  }

  record(event: Unnumbered<E>): E {
    this.#guard.event(this.events.length);
    const numbered = { n: this.events.length, ...event } as unknown as E;
    this.events.push(numbered);
    return numbered;
  }

  step(at: Ns): void {
    this.#guard.step(at);
  }
}
