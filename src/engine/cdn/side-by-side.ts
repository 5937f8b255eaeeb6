import type { Run } from '../kernel/trace.ts';
import type { CdnEvent } from './events.ts';
import type { CdnSetup } from './setup.ts';
import { Cdn } from './world.ts';

/** One network, or two under the same requests, in portions; one trace of both. */
export class SideBySide {
  readonly #worlds: readonly Cdn[];
  readonly #requests: number;
  #turn = 0;

  constructor(setups: readonly CdnSetup[]) {
    this.#worlds = setups.map((setup) => new Cdn(setup));
    this.#requests = setups.reduce((sum, { requests }) => sum + requests, 0);
  }

  /** Requests that have been asked; of all networks. */
  get done(): number {
    const asked = this.#worlds.reduce((sum, world) => sum + world.done, 0);
    return this.#turn < this.#worlds.length ? Math.min(asked, this.#requests - 1) : this.#requests;
  }

  get total(): number {
    return this.#requests;
  }

  /** Goes on by so many events of the engine. False when all is done. */
  advance(events: number): boolean {
    if (!this.#worlds[this.#turn]?.advance(events)) this.#turn += 1;
    return this.#turn < this.#worlds.length;
  }

  result(): Run<CdnEvent> {
    const runs = this.#worlds.map((world) => world.result());
    const endNs = Math.max(0, ...runs.map((run) => run.endNs));
    if (runs.length === 1) return { ...runs[0]!, endNs };
    // the sort keeps the order of what happens at one time
    const events = runs
      .flatMap((run) => run.events)
      .sort((a, b) => a.at - b.at)
      .map((event, n) => ({ ...event, n }));
    return { events, frames: [], endNs };
  }
}
