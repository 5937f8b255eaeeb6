import type { Ns } from '../kernel/time.ts';
import type { Intervention } from '../kernel/trace.ts';
import type { Arrival, CdnSetup } from './setup.ts';

/** A request of the workload, and what the reader has planned for it. */
export interface Planned {
  readonly arrival: Arrival;
  readonly request: number;
  readonly dropped: boolean;
  readonly copies: number;
  readonly byNs: Ns;
}

const REQUEST = /^request\/(\d+)$/;
export const isOfRequest = ({ target }: Intervention): boolean => REQUEST.test(target);

/** The requests of a run in their order. */
export class Arrivals {
  readonly #setup: CdnSetup;
  readonly #acts = new Map<number, Intervention[]>();
  /** How many have been drawn. */
  drawn = 0;

  constructor(setup: CdnSetup) {
    this.#setup = setup;
    for (const act of setup.interventions) {
      const request = REQUEST.exec(act.target)?.[1];
      if (request === undefined) continue;
      this.#acts.set(Number(request), [...(this.#acts.get(Number(request)) ?? []), act]);
    }
  }

  next(): Planned | undefined {
    if (this.drawn === this.#setup.requests) return undefined;
    const request = this.drawn++;
    const arrival = this.#setup.next(request);
    const acts = this.#acts.get(request);
    if (!acts) return { arrival, request, dropped: false, copies: 1, byNs: 0 };
    return {
      arrival,
      request,
      dropped: acts.some(({ act }) => act === 'drop'),
      copies: 1 + acts.filter(({ act }) => act === 'duplicate').length,
      byNs: acts.reduce((sum, { act, byNs = 0 }) => sum + (act === 'delay' ? byNs : 0), 0),
    };
  }
}
