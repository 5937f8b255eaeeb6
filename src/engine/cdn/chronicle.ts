import { MILLISECOND, SECOND, type Ns } from '../kernel/time.ts';
import type { Value } from '../kernel/trace.ts';
import { Tracer } from '../kernel/tracer.ts';
import { cityIds } from './cities.ts';
import { label, type CdnEvent, type CdnKind, type Freight } from './events.ts';
import type { Place } from './network.ts';
import type { CdnSetup } from './setup.ts';

/** The trace of one network: who is called what in it, and what of a run is written at all. */
export class Chronicle {
  readonly detail: boolean;
  readonly #tracer = new Tracer<CdnEvent>({ horizonNs: Number.MAX_SAFE_INTEGER, maxEvents: 400_000 });
  readonly #objects: number;
  readonly #prefix: string;

  constructor({ detail, objects, world }: CdnSetup) {
    this.detail = detail;
    this.#objects = objects;
    this.#prefix = world === 'a' ? '' : `${world}/`;
  }

  get events(): CdnEvent[] {
    return this.#tracer.events;
  }
  get network(): string {
    return `${this.#prefix}network`;
  }

  message(at: Ns, from: string, to: string, what: Freight, untilNs: Ns, key: number, request?: number): void {
    const told = { to, what, untilNs, key: label(key), ...(request === undefined ? {} : { request }) };
    this.record(at, 'send', from, 'cdn.send', told);
  }

  arrive(at: Ns, where: string, sentAt: Ns, key: number, request?: number): void {
    const told = { sentAt, key: label(key), ...(request === undefined ? {} : { request }) };
    this.record(at, 'arrive', where, 'cdn.arrive', told);
  }

  /** Everything that a place holds, one list for each of its servers. */
  contents(place: Place): Record<string, Value> {
    const set: Record<string, Value> = { servers: place.shelves.length };
    place.shelves.forEach((shelf, server) => {
      const held = Array.from({ length: this.#objects }, (_, key) => shelf.held(key)).filter(
        (one) => one !== undefined,
      );
      set[`held.${server}`] = held.map(({ key }) => label(key));
      set[`stale.${server}`] = held.map(({ staleAtNs }) => staleAtNs / SECOND);
      set[`version.${server}`] = held.map(({ version }) => version);
    });
    return set;
  }

  name(place: Place): string {
    return this.#prefix + place.id;
  }

  users(city: number): string {
    return `${this.#prefix}users-${cityIds[city]!}`;
  }

  record(
    at: Ns,
    kind: CdnKind,
    where: string,
    reason: string,
    told: Readonly<Record<string, string | number | boolean>>,
    set?: Readonly<Record<string, Value>>,
  ): void {
    if (this.detail || kind === 'sample' || ALWAYS.has(kind))
      this.#tracer.record({ at, kind, where, reason, ...told, ...(set && { set }) });
  }
}

/** Told in every run: they are few. */
const ALWAYS: ReadonlySet<CdnKind> = new Set(['down', 'up', 'noticed', 'purge', 'change', 'servers']);

/** Nanoseconds as milliseconds with one decimal. */
export const tenths = (ns: Ns): number => Math.round(ns / (MILLISECOND / 10)) / 10;
