import type { Ns } from '../kernel/time.ts';
import type { Observe } from '../net/host.ts';
import { AUTHORITY } from './fields.ts';
import type { Page, Resource } from './page.ts';

/** Requests that the server thinks about, each with where its answer goes; a request that it knows nothing of is answered as one for the page. */
export class Answers<Place> {
  readonly #page: Page;
  readonly #thinkNs: Ns;
  readonly #observe: Observe;
  #waiting: { readonly at: Ns; readonly resource: Resource; readonly place: Place }[] = [];

  constructor(page: Page, thinkNs: Ns, observe: Observe) {
    this.#page = page;
    this.#thinkNs = thinkNs;
    this.#observe = observe;
  }
  heard(target: string, place: Place, now: Ns): void {
    const path = target.startsWith('http')
      ? target.slice(target.indexOf(AUTHORITY) + AUTHORITY.length)
      : target;
    const resource = this.#page.find(({ name }) => name === path) ?? this.#page[0]!;
    this.#say('heard', resource, now);
    this.#waiting.push({ at: now + this.#thinkNs, resource, place });
  }
  /** Those whose time has come, in the order in which they were heard. */
  due(now: Ns): { readonly resource: Resource; readonly place: Place }[] {
    const due = this.#waiting.filter(({ at }) => at <= now);
    this.#waiting = this.#waiting.filter(({ at }) => at > now);
    for (const { resource } of due) this.#say('answered', resource, now);
    return due;
  }
  nextWake(): Ns | null {
    return this.#waiting[0]?.at ?? null;
  }
  #say(act: 'heard' | 'answered', { id, name, bytes }: Resource, now: Ns): void {
    const about = { act, resource: id, file: name, on: -1, bytes: act === 'answered' ? bytes : 0 } as const;
    this.#observe(now, { kind: 'load', reason: `pageload.${act}`, ...about });
  }
}
