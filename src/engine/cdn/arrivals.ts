import type { Ns } from '../kernel/time.ts';
import type { Intervention } from '../kernel/trace.ts';
import type { Arrival, CdnSetup } from './setup.ts';

/** What the reader has planned for a request. */
export interface Plan {
  readonly dropped: boolean;
  readonly copies: number;
  readonly byNs: Ns;
}

const REQUEST = /^request\/(\d+)$/;
export const isOfRequest = ({ target }: Intervention): boolean => REQUEST.test(target);

/** The requests of a run in their order, of which the next can be looked at. */
export class Arrivals {
  readonly #setup: CdnSetup;
  readonly #acts = new Map<number, Intervention[]>();
  /** The request that comes next, and what it is; undefined after the last. */
  next: Arrival | undefined;
  /** How many have been drawn, the next one with them. */
  drawn = 0;

  constructor(setup: CdnSetup) {
    this.#setup = setup;
    for (const act of setup.interventions) {
      const request = REQUEST.exec(act.target)?.[1];
      if (request === undefined) continue;
      this.#acts.set(Number(request), [...(this.#acts.get(Number(request)) ?? []), act]);
    }
    this.draw();
  }

  draw(): void {
    this.next = this.drawn === this.#setup.requests ? undefined : this.#setup.next(this.drawn++);
  }

  /** Of the next one. Most often there is none. */
  get plan(): Plan | undefined {
    const acts = this.#acts.size === 0 ? undefined : this.#acts.get(this.drawn - 1);
    return (
      acts && {
        dropped: acts.some(({ act }) => act === 'drop'),
        copies: 1 + acts.filter(({ act }) => act === 'duplicate').length,
        byNs: acts.reduce((sum, { act, byNs = 0 }) => sum + (act === 'delay' ? byNs : 0), 0),
      }
    );
  }
}
