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

/** Append-only record of a run. Numbers the events in the order in which they happened. */
export class Tracer<E extends TraceEvent> {
  readonly events: E[] = [];
  readonly #bounds: Bounds;
  #steps = 0;

  constructor(bounds: Bounds) {
    this.#bounds = bounds;
  }

  record(event: Unnumbered<E>): E {
    const numbered = { n: this.events.length, ...event } as unknown as E;
    this.append(numbered);
    return numbered;
  }

  /** The same of an event whose `n` its maker has set to `events.length`. */
  append(event: E): void {
    if (this.events.length >= this.#bounds.maxEvents) this.#runaway('too many events');
    this.events.push(event);
  }

  /** To be called before each step of a run: throws RunawayError where it leads out of bounds. */
  step(at: Ns): void {
    if (at > this.#bounds.horizonNs) this.#runaway(`beyond the horizon of ${this.#bounds.horizonNs} ns`);
    if (this.#steps++ >= this.#bounds.maxEvents) this.#runaway('too many steps');
  }

  #runaway(what: string): never {
    throw new RunawayError(what, this.events.slice(-8));
  }
}
