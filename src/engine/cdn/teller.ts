import { SECOND, type Ns } from '../kernel/time.ts';
import { Chronicle, tenths } from './chronicle.ts';
import { label, type CdnEvent, type CdnKind, type Freight } from './events.ts';
import type { Completion, Outcome, Reply } from './exchange.ts';
import { Figures } from './figures.ts';
import type { Client, Delivery, Errand, Trip } from './client.ts';
import type { Network, Place } from './network.ts';
import type { Route } from './router.ts';
import type { CdnSetup } from './setup.ts';

/** Decisions of the HTTP cache, as this room tells them. */
const DECIDED: Readonly<Record<string, readonly [CdnKind, string]>> = {
  'http.use-fresh': ['hit', 'cdn.fresh'],
  'http.use-while-revalidate': ['stale', 'cdn.stale-while-revalidate'],
  'http.use-if-error': ['stale', 'cdn.stale-if-error'],
  'http.use-disconnected': ['stale', 'cdn.stale-disconnected'],
  'http.forward-miss': ['miss', 'cdn.miss'],
  'http.use-stale': ['expired', 'cdn.expired'],
  'http.use-must-revalidate': ['expired', 'cdn.must-revalidate'],
};
const FREIGHT: Readonly<Record<Reply['status'], Freight>> = {
  200: 'response',
  304: 'not-modified',
  503: 'error',
  504: 'error',
};

/** What a run says of itself: counts always; each event only where it is asked for. */
export class Teller {
  readonly #setup: CdnSetup;
  readonly #network: Network;
  readonly #to: Chronicle;
  readonly figures = new Figures();
  /** Of each edge, since the last sample. */
  readonly #edgeRequests: Uint32Array;
  readonly #edgeHits: Uint32Array;
  #sampled = { served: 0, hits: 0, originRequests: 0 };

  constructor(setup: CdnSetup, network: Network) {
    this.#setup = setup;
    this.#network = network;
    this.#to = new Chronicle(setup);
    this.#edgeRequests = new Uint32Array(setup.edges);
    this.#edgeHits = new Uint32Array(setup.edges);
  }

  get events(): CdnEvent[] {
    return this.#to.events;
  }

  // --- users

  dropped(at: Ns, city: number, key: number, request: number): void {
    this.#to.record(at, 'dropped', this.#to.users(city), 'cdn.dropped', { request, key: label(key) });
  }

  asked(at: Ns, trip: Trip, { edge, lookupNs, how }: Route): void {
    if (!this.#to.detail) return;
    this.#to.record(at, 'ask', this.#to.users(trip.city), `cdn.${how}`, {
      request: trip.request,
      key: label(trip.key),
      to: this.#to.name(this.#network.places[edge]!),
      lookupMs: tenths(lookupNs),
      ttl: this.#setup.dnsTtlNs / SECOND,
    });
  }

  sent(at: Ns, trip: Trip, to: Place, what: Freight, untilNs: Ns): void {
    if (this.#to.detail)
      this.#to.message(
        at,
        this.#to.users(trip.city),
        this.#to.name(to),
        what,
        untilNs,
        trip.key,
        trip.request,
      );
  }

  edgeAsked(edge: number): void {
    this.#edgeRequests[edge]! += 1;
  }

  served(at: Ns, trip: Trip, { by, reply, source, collapsed, stale, outdated }: Delivery): void {
    const { figures } = this;
    const latency = at - trip.askedAt;
    figures.all.add(latency);
    if (!this.#to.detail) figures.recent.add(latency);
    const error = reply.status >= 500;
    if (error) figures.failed += 1;
    else {
      figures.served += 1;
      figures.userBytes += this.#setup.objectBytes;
      if (outdated) figures.outdated += 1;
      if (stale) figures.stale += 1;
      if (collapsed) figures.collapsed += 1;
      else if (source === 'edge') {
        figures.hits += 1;
        this.#edgeHits[by.index]! += 1;
      } else if (source === 'sibling') figures.fromSibling += 1;
      else if (source === 'shield') figures.fromShield += 1;
      else figures.fromOrigin += 1;
    }
    if (!this.#to.detail) return;
    const found = collapsed ? 'collapsed' : source;
    this.#to.arrive(at, this.#to.users(trip.city), trip.sentAt, trip.key, trip.request);
    this.#to.record(
      at,
      error ? 'failed' : 'served',
      this.#to.users(trip.city),
      error ? 'cdn.failed-error' : outdated ? 'cdn.served-outdated' : `cdn.served-${found}`,
      {
        request: trip.request,
        key: label(trip.key),
        from: this.#to.name(by),
        found,
        ms: tenths(latency),
        status: reply.status,
        version: reply.version,
        stale,
      },
    );
    this.figuresNow(at);
  }

  unanswered(at: Ns, trip: Trip, edge: Place): void {
    this.figures.failed += 1;
    this.figures.all.add(at - trip.askedAt);
    if (!this.#to.detail) return this.figures.recent.add(at - trip.askedAt);
    this.#to.record(at, 'failed', this.#to.users(trip.city), 'cdn.failed-silence', {
      request: trip.request,
      key: label(trip.key),
      to: this.#to.name(edge),
      ms: tenths(at - trip.askedAt),
    });
    this.figuresNow(at);
  }

  // --- servers

  decided(at: Ns, place: Place, key: number, request: number, { kind, why }: Outcome): void {
    if (!this.#to.detail) return;
    const [told, reason] = kind === 'wait' ? (['wait', 'cdn.wait'] as const) : (DECIDED[why.reason] ?? []);
    if (!told || !reason) return;
    const { age = 0, lifetime = 0 } = why;
    this.#to.record(at, told, this.#to.name(place), reason, {
      request,
      key: label(key),
      age,
      lifetime,
      staleness: Math.max(0, age - lifetime),
    });
  }

  staleInstead(at: Ns, place: Place, errand: Errand, request: number, why: string): void {
    if (!this.#to.detail) return;
    const [kind, reason] = DECIDED[why]!;
    const staleAtNs = errand.shelf.held(errand.forward.key)!.staleAtNs;
    const staleness = Math.max(0, Math.floor((at - staleAtNs) / SECOND));
    this.#to.record(at, kind, this.#to.name(place), reason, {
      request,
      key: label(errand.forward.key),
      staleness,
    });
  }

  forwarded(at: Ns, from: Place, to: Place, { forward, request }: Errand, untilNs: Ns): void {
    if (!this.#to.detail) return;
    const tier = to.kind === 'edge' ? 'sibling' : to.kind;
    const told = {
      request,
      key: label(forward.key),
      to: this.#to.name(to),
      validates: forward.has.length > 0,
    };
    this.#to.record(at, 'forward', this.#to.name(from), `cdn.to-${tier}`, told);
    this.#to.message(at, this.#to.name(from), this.#to.name(to), 'request', untilNs, forward.key, request);
  }

  /** The origin has been asked, and answers now. */
  origin(at: Ns, { forward, request }: Errand, { status, version }: Reply): void {
    const { figures } = this;
    figures.originRequests += 1;
    if (status === 304) figures.notModified += 1;
    if (status >= 500) figures.refused += 1;
    if (status === 200) figures.originBytes += this.#setup.objectBytes;
    if (!this.#to.detail) return;
    const how = status === 200 ? 'whole' : status === 304 ? 'not-modified' : 'overloaded';
    this.#to.record(at, 'origin', this.#to.name(this.#network.origin), `cdn.origin-${how}`, {
      request,
      key: label(forward.key),
      status,
      version,
    });
    this.figuresNow(at);
  }

  answering(at: Ns, place: Place, client: Client, { reply }: Delivery, untilNs: Ns): void {
    if (!this.#to.detail) return;
    const to =
      client.kind === 'trip' ? this.#to.users(client.city) : this.#to.name(this.#network.places[client.at]!);
    const key = client.kind === 'trip' ? client.key : client.forward.key;
    this.#to.message(at, this.#to.name(place), to, FREIGHT[reply.status], untilNs, key, client.request);
  }

  arrived(at: Ns, place: Place, client: Client, sentAt: Ns): void {
    const key = client.kind === 'trip' ? client.key : client.forward.key;
    if (this.#to.detail) this.#to.arrive(at, this.#to.name(place), sentAt, key, client.request);
  }

  nothing(at: Ns, place: Place, by: Place, { forward, request }: Errand): void {
    const told = { request, key: label(forward.key), from: this.#to.name(by) };
    if (this.#to.detail) this.#to.record(at, 'nothing', this.#to.name(place), 'cdn.nothing', told);
  }

  stored(
    at: Ns,
    place: Place,
    server: number,
    { forward, request }: Errand,
    { kept, why }: Completion,
  ): void {
    if (!this.#to.detail || !kept) return;
    const held = place.shelves[server]!.held(forward.key);
    // one that has no room for it, or that the policy would rather not have, keeps nothing
    if (!held) return;
    const seconds = Math.max(0, Math.ceil((held.staleAtNs - at) / SECOND));
    this.#to.record(
      at,
      'store',
      this.#to.name(place),
      why.reason === 'http.confirmed' ? 'cdn.confirmed' : 'cdn.stored',
      { request, key: label(forward.key), version: held.version, seconds },
      this.#to.contents(place),
    );
  }

  evicted(at: Ns, place: Place, key: number): void {
    if (this.#to.detail)
      this.#to.record(
        at,
        'evict',
        this.#to.name(place),
        'cdn.evicted',
        { key: label(key) },
        this.#to.contents(place),
      );
  }

  lost(at: Ns, from: Trip | Place | 'origin', to: Place, key: number, sentAt: Ns): void {
    if (!this.#to.detail) return;
    const sender =
      from === 'origin'
        ? this.#to.name(this.#network.origin)
        : 'city' in from && 'askedAt' in from
          ? this.#to.users(from.city)
          : this.#to.name(from);
    this.#to.record(at, 'lost', this.#to.name(to), 'cdn.lost', { key: label(key), from: sender, sentAt });
  }

  timedOut(at: Ns, place: Place, to: Place, { forward, request }: Errand): void {
    const told = { request, key: label(forward.key), to: this.#to.name(to) };
    if (this.#to.detail) this.#to.record(at, 'timeout', this.#to.name(place), 'cdn.timeout', told);
  }

  // --- what is done to the network: told in every run

  turned(at: Ns, place: Place, line: boolean, up: boolean): void {
    const what = line ? 'line' : place.kind === 'origin' ? 'origin' : 'edge';
    const how = line ? (up ? 'mended' : 'cut') : up ? 'up' : 'down';
    this.#to.record(
      at,
      up ? 'up' : 'down',
      this.#to.name(place),
      `cdn.${what}-${how}`,
      { line },
      {
        up: place.up,
        connected: place.connected,
      },
    );
  }

  emptied(at: Ns, place: Place): void {
    if (this.#to.detail)
      this.#to.record(at, 'evict', this.#to.name(place), 'cdn.emptied', {}, this.#to.contents(place));
  }

  noticed(at: Ns, place: Place): void {
    const { routing, dnsTtlNs } = this.#setup;
    const told = { up: place.up, ttl: dnsTtlNs / SECOND };
    const reason = `cdn.${place.up ? 'back' : 'noticed'}-${routing}`;
    this.#to.record(at, 'noticed', this.#to.name(place), reason, told);
  }

  purge(at: Ns, key: number): void {
    this.#to.record(at, 'purge', this.#to.name(this.#network.origin), 'cdn.purge', { key: label(key) });
  }

  commanded(at: Ns, to: Place, key: number, untilNs: Ns): void {
    if (this.#to.detail)
      this.#to.message(at, this.#to.name(this.#network.origin), this.#to.name(to), 'purge', untilNs, key);
  }

  purged(at: Ns, place: Place, key: number, sentAt: Ns, held: boolean): void {
    if (!this.#to.detail) return;
    this.#to.arrive(at, this.#to.name(place), sentAt, key);
    const told = { key: label(key), ms: tenths(at - sentAt) };
    const reason = held ? 'cdn.purged' : 'cdn.purged-nothing';
    this.#to.record(at, 'purged', this.#to.name(place), reason, told, this.#to.contents(place));
  }

  changed(at: Ns, key: number, version: number): void {
    const where = this.#to.name(this.#network.origin);
    this.#to.record(at, 'change', where, 'cdn.change', { key: label(key), version }, { version });
  }

  pushing(at: Ns, to: Place, key: number, untilNs: Ns): void {
    this.figures.originBytes += this.#setup.objectBytes;
    if (this.#to.detail)
      this.#to.message(at, this.#to.name(this.#network.origin), this.#to.name(to), 'push', untilNs, key);
  }

  pushed(at: Ns, place: Place, key: number, sentAt: Ns): void {
    if (!this.#to.detail) return;
    this.#to.arrive(at, this.#to.name(place), sentAt, key);
    this.#to.record(
      at,
      'pushed',
      this.#to.name(place),
      'cdn.pushed',
      { key: label(key) },
      this.#to.contents(place),
    );
  }

  /** `change` is what makes it so: how many keys have another server afterwards is counted around it. */
  servers(at: Ns, before: number, after: number, change: () => void): void {
    const { objects, hashing } = this.#setup;
    const [edge] = this.#network.places;
    const owners = () => Array.from({ length: objects }, (_, key) => this.#network.serverOf(edge!, key));
    const old = owners();
    change();
    const moved = owners().filter((owner, key) => owner !== old[key]).length;
    const told = { before, after, moved, objects, percent: Math.round((moved * 100) / objects) };
    this.#to.record(at, 'servers', this.#to.network, `cdn.servers-${hashing}`, told, { servers: after });
    if (this.#to.detail)
      for (const place of this.#network.places)
        if (place.kind === 'edge')
          this.#to.record(at, 'evict', this.#to.name(place), 'cdn.emptied', {}, this.#to.contents(place));
  }

  sample(at: Ns): void {
    const { figures } = this;
    const { served, hits, originRequests, recent } = figures;
    const before = this.#sampled;
    const percent = (part: number, whole: number) =>
      whole === 0 ? null : Math.round((part * 1000) / whole) / 10;
    const told = {
      ...figures.told(),
      'recent.p50': recent.percentile(50),
      'recent.p95': recent.percentile(95),
      'recent.p99': recent.percentile(99),
      'recent.hitPercent': percent(hits - before.hits, served - before.served),
      'recent.originPerSecond': Math.round(
        ((originRequests - before.originRequests) * SECOND) / this.#setup.everyNs,
      ),
      'edges.requests': [...this.#edgeRequests],
      'edges.hits': [...this.#edgeHits],
    };
    const perSecond = told['recent.originPerSecond'];
    this.#to.record(at, 'sample', this.#to.network, 'cdn.sample', { perSecond }, told);
    this.#sampled = { served, hits, originRequests };
    recent.clear();
    this.#edgeRequests.fill(0);
    this.#edgeHits.fill(0);
  }

  /** For the view: the figures as they stand. */
  figuresNow(at: Ns): void {
    if (this.#to.detail)
      this.#to.record(at, 'figures', this.#to.network, 'cdn.sample', {}, this.figures.told());
  }
}
