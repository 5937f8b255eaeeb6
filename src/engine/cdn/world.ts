import { serialisationNs, type Ns } from '../kernel/time.ts';
import type { Intervention, Run } from '../kernel/trace.ts';
import { EventQueue } from '../kernel/queue.ts';
import type { Asked, Completion, Forward } from './exchange.ts';
import type { Due } from './agenda.ts';
import { Arrivals, isOfRequest } from './arrivals.ts';
import type { CdnEvent } from './events.ts';
import {
  deliveryOf,
  hitsOf,
  errandOf,
  tripOf,
  type Client,
  type Delivery,
  type Errand,
  type Source,
  type Trip,
} from './client.ts';
import { Network, type Place } from './network.ts';
import { Origin } from './origin.ts';
import { Router } from './router.ts';
import { NOTICE_NS, PURGE_NS, SERVER_BPS, TIMEOUT_NS, USER_BPS } from './setup.ts';
import type { Arrival, CdnSetup } from './setup.ts';
import { Teller } from './teller.ts';
import { Tiers } from './tiers.ts';
import { Ways } from './ways.ts';

/** A content delivery network under requests: time goes from event to event; nothing else moves it. */
export class Cdn {
  readonly #setup: CdnSetup;
  readonly #ways: Ways;
  readonly #network: Network;
  readonly #origin: Origin;
  readonly #router: Router;
  readonly #tiers: Tiers;
  readonly #tell: Teller;
  readonly #queue = new EventQueue<Due>(1024);
  readonly #arrivals: Arrivals;
  readonly #hits: readonly ReturnType<typeof hitsOf>[];
  readonly #objectNs: Ns;
  #now: Ns = 0;

  constructor(setup: CdnSetup) {
    this.#setup = setup;
    this.#network = new Network(setup, (place, key) => this.#tell.evicted(this.#now, place, key));
    const { places } = this.#network;
    this.#ways = new Ways(places.map(({ city }) => city));
    this.#hits = places.map(hitsOf);
    this.#objectNs = serialisationNs(setup.objectBytes, USER_BPS);
    this.#router = new Router(setup, this.#ways);
    this.#tiers = new Tiers(setup, this.#network, this.#ways);
    this.#origin = new Origin(setup.objects, setup.originPerSecond);
    this.#tell = new Teller(setup, this.#network);
    for (const act of setup.interventions)
      if (!isOfRequest(act)) this.#queue.push(act.atNs ?? 0, { what: 'act', act });
    for (const { at, key } of setup.changes) this.#queue.push(at, { what: 'change', key });
    if (setup.push) for (let key = 0; key < setup.objects; key += 1) this.#push(key, 0);
    if (!setup.detail) this.#queue.push(setup.everyNs, { what: 'sample' });
    this.#arrivals = new Arrivals(setup);
  }

  get done(): number {
    return this.#arrivals.drawn;
  }

  /** Goes on by so many events. False once everything has come to its end. */
  advance(events: number): boolean {
    for (let left = events; left > 0; left -= 1) {
      const { next } = this.#arrivals;
      const at = this.#queue.nextAt;
      if (next && next.at <= at) {
        this.#now = next.at;
        this.#arrive(next, this.#arrivals.drawn - 1);
        this.#arrivals.draw();
        continue;
      }
      if (at > this.#setup.horizonNs) return false;
      this.#now = at;
      this.#handle(this.#queue.pop()!);
    }
    return true;
  }

  result(): Run<CdnEvent> {
    return { events: this.#tell.events, frames: [], endNs: this.#tell.events.at(-1)?.at ?? 0 };
  }

  /** The workload's next request, unless the reader has other plans for it. */
  #arrive({ city, key }: Arrival, request: number): void {
    const { plan } = this.#arrivals;
    if (!plan) return this.#ask(city, key, request);
    const { dropped, copies, byNs } = plan;
    if (dropped) return this.#tell.dropped(this.#now, city, key, request);
    if (copies === 1 && byNs === 0) return this.#ask(city, key, request);
    for (let copy = 0; copy < copies; copy += 1)
      this.#queue.push(this.#now + byNs, { what: 'ask', city, key, request });
  }

  #handle(event: Due): void {
    switch (event.what) {
      case 'ask':
        return this.#ask(event.city, event.key, event.request);
      case 'leave':
        return this.#leave(event);
      case 'at-edge':
        return this.#atEdge(event);
      case 'at-server':
        return this.#atServer(event);
      case 'origin-done':
        return this.#originDone(event);
      case 'at-user':
        return this.#tell.served(this.#now, event, event.delivery!);
      case 'back':
        return this.#back(event, event.delivery!);
      case 'give-up':
        return this.#giveUp(event);
      case 'act':
        return this.#act(event.act);
      case 'notice':
        return this.#notice(event.place);
      case 'purge': {
        const { place, key } = event;
        const held = place.shelves.map((shelf) => shelf.purge(key)).some(Boolean);
        return this.#tell.purged(this.#now, place, key, event.sentAt, held);
      }
      case 'push': {
        const { place, key, reply } = event;
        if (!place.up || !place.connected)
          return this.#tell.lost(this.#now, 'origin', place, key, event.sentAt);
        const server = this.#network.serverOf(place, key);
        place.shelves[server]!.put(key, reply!, this.#now);
        return this.#tell.pushed(this.#now, place, key, event.sentAt);
      }
      case 'change':
        this.#tell.changed(this.#now, event.key, this.#origin.change(event.key));
        if (this.#setup.push) this.#push(event.key, this.#now);
        return;
      case 'sample':
        this.#tell.sample(this.#now);
        if (this.#arrivals.next || this.#queue.size > 0)
          this.#queue.push(this.#now + this.#setup.everyNs, { what: 'sample' });
    }
  }

  // --- a user

  #ask(city: number, key: number, request: number): void {
    const route = this.#router.route(city, this.#now);
    const trip = tripOf(request, city, key, route.edge, this.#now);
    this.#tell.asked(this.#now, trip, route);
    if (route.lookupNs > 0) this.#queue.push(this.#now + route.lookupNs, trip);
    else this.#leave(trip);
  }

  #leave(trip: Trip): void {
    const at = this.#now + this.#ways.toUser(trip.city, trip.edge);
    this.#tell.sent(this.#now, trip, this.#network.places[trip.edge]!, 'request', at);
    trip.sentAt = this.#now;
    trip.what = 'at-edge';
    this.#queue.push(at, trip);
  }

  #atEdge(trip: Trip): void {
    const edge = this.#network.places[trip.edge]!;
    this.#tell.edgeAsked(trip.edge);
    if (!edge.up) {
      this.#tell.lost(this.#now, trip, edge, trip.key, trip.sentAt);
      return this.#willGiveUp(trip, trip.sentAt);
    }
    this.#tell.arrived(this.#now, edge, trip, trip.sentAt);
    if (this.#setup.detail || !this.#hit(edge, trip)) this.#serve(edge, trip, trip, false);
  }

  /** Where nobody watches, a fresh copy at the edge is counted, and no more comes of it: most requests end here. */
  #hit(edge: Place, trip: Trip): boolean {
    const version = edge.shelves[this.#network.serverOf(edge, trip.key)]!.hit(trip.key, this.#now);
    if (version === undefined) return false;
    trip.over = true;
    const there = this.#now + this.#ways.toUser(trip.city, edge.index) + this.#objectNs;
    const outdated = version < this.#origin.versionOf(trip.key) ? 1 : 0;
    this.#tell.served(there, trip, this.#hits[edge.index]![outdated]);
    return true;
  }

  // --- a server

  /** A request has come to a server: it answers, asks on, or lets it wait. */
  #serve(place: Place, client: Client, asked: Asked, onlyIfCached: boolean): void {
    const { key } = asked;
    const server = this.#network.serverOf(place, key);
    const shelf = place.shelves[server]!;
    const outcome = shelf.ask(asked, onlyIfCached, this.#now);
    const request = client.request;
    this.#tell.decided(this.#now, place, key, request, outcome);
    if (outcome.kind === 'answer') {
      const { reply, from } = outcome;
      const source: Source = place.kind === 'shield' ? 'shield' : 'edge';
      this.#reply(place, client, deliveryOf(place, reply, source, from === 'stale'));
      if (outcome.background) this.#errand(place, server, outcome.background, request);
      return;
    }
    shelf.tickets.set(outcome.ticket, client);
    if (outcome.kind === 'forward') this.#errand(place, server, outcome.forward, request);
  }

  #errand(place: Place, server: number, forward: Forward, request: number): void {
    const targets = this.#tiers.asked(place, forward.has.length > 0);
    this.#sendOn(errandOf(place, server, forward, request, targets, this.#now));
  }

  #sendOn(errand: Errand): void {
    const from = this.#network.places[errand.at]!;
    const to = this.#network.places[errand.targets[errand.turn]!]!;
    errand.sentAt = this.#now;
    const at = this.#now + this.#ways.between(from.index, to.index);
    this.#tell.forwarded(this.#now, from, to, errand, at);
    errand.what = 'at-server';
    this.#queue.push(at, errand);
  }

  #atServer(errand: Errand): void {
    const from = this.#network.places[errand.at]!;
    const to = this.#network.places[errand.targets[errand.turn]!]!;
    if (errand.over) return;
    const { key, has } = errand.forward;
    if (!to.up || !to.connected || !from.connected) {
      this.#tell.lost(this.#now, from, to, key, errand.sentAt);
      return this.#willGiveUp(errand, errand.sentAt);
    }
    this.#tell.arrived(this.#now, to, errand, errand.sentAt);
    if (to.kind !== 'origin') return this.#serve(to, errand, errand.forward, to.kind === 'edge');
    const { reply, at } = this.#origin.answer(key, has, this.#now);
    errand.reply = reply;
    errand.what = 'origin-done';
    this.#queue.push(at, errand);
  }

  #originDone(errand: Errand): void {
    const reply = errand.reply!;
    const { origin } = this.#network;
    this.#tell.origin(this.#now, errand, reply);
    this.#reply(origin, errand, deliveryOf(origin, reply, 'origin'));
  }

  /** An answer sets out. */
  #reply(place: Place, client: Client, delivery: Delivery): void {
    const at = this.#now;
    const { version, status } = delivery.reply;
    const key = client.kind === 'trip' ? client.key : client.forward.key;
    delivery.outdated = status === 200 && version < this.#origin.versionOf(key);
    const bytes = status === 200 ? this.#setup.objectBytes : 0;
    if (client.kind === 'trip') {
      const there = at + this.#ways.toUser(client.city, place.index) + serialisationNs(bytes, USER_BPS);
      client.over = true;
      this.#tell.answering(at, place, client, delivery, there);
      // where nobody watches the answer on its way, nothing more can happen to it
      if (!this.#setup.detail) return this.#tell.served(there, client, delivery);
      client.sentAt = at;
      client.delivery = delivery;
      client.what = 'at-user';
      this.#queue.push(there, client);
    } else {
      const there = at + this.#ways.between(place.index, client.at) + serialisationNs(bytes, SERVER_BPS);
      this.#tell.answering(at, place, client, delivery, there);
      client.answeredAt = at;
      client.delivery = delivery;
      client.what = 'back';
      this.#queue.push(there, client);
    }
  }

  /** The answer to an errand is back at the server that asked. */
  #back(errand: Errand, delivery: Delivery): void {
    if (errand.over) return;
    const place = this.#network.places[errand.at]!;
    const { by, reply } = delivery;
    const { key } = errand.forward;
    if (!place.connected || !by.connected || (by.kind !== 'origin' && !by.up)) {
      this.#tell.lost(this.#now, by, place, key, errand.answeredAt);
      return this.#willGiveUp(errand, errand.sentAt);
    }
    this.#tell.arrived(this.#now, place, errand, errand.answeredAt);
    if (reply.status === 504 && by.kind === 'edge') {
      this.#tell.nothing(this.#now, place, by, errand);
      return this.#askNext(errand);
    }
    errand.over = true;
    const { shelf } = errand;
    if (place.shelves[errand.server] !== shelf) return;
    const completion = shelf.answered(errand.forward.id, key, reply, this.#now);
    this.#tell.stored(this.#now, place, errand.server, errand, completion);
    this.#complete(place, errand, completion, by.kind === 'edge' ? 'sibling' : delivery.source);
  }

  #complete(place: Place, errand: Errand, { answers, forwards }: Completion, source: Source): void {
    const { shelf } = errand;
    for (const { ticket, reply, why } of answers) {
      const client = shelf.tickets.take(ticket);
      if (!client) continue;
      const collapsed = why.reason === 'http.collapsed';
      const stale = why.reason === 'http.use-if-error' || why.reason === 'http.use-disconnected';
      if (stale) this.#tell.staleInstead(this.#now, place, errand, client.request, why.reason);
      const found: Source = stale ? (place.kind === 'shield' ? 'shield' : 'edge') : source;
      this.#reply(place, client, deliveryOf(place, reply, found, stale, collapsed));
    }
    for (const forward of forwards) this.#errand(place, errand.server, forward, errand.request);
  }

  // --- what does not come

  #willGiveUp(client: Client, since: Ns): void {
    client.what = 'give-up';
    this.#queue.push(Math.max(this.#now, since + TIMEOUT_NS), client);
  }

  #giveUp(client: Client): void {
    if (client.over) return;
    if (client.kind === 'trip') {
      client.over = true;
      return this.#tell.unanswered(this.#now, client, this.#network.places[client.edge]!);
    }
    const place = this.#network.places[client.at]!;
    this.#tell.timedOut(this.#now, place, this.#network.places[client.targets[client.turn]!]!, client);
    this.#askNext(client);
  }

  /** The next of the targets, or nobody is left. */
  #askNext(errand: Errand): void {
    errand.turn += 1;
    if (errand.turn < errand.targets.length) return this.#sendOn(errand);
    errand.over = true;
    const place = this.#network.places[errand.at]!;
    const { shelf } = errand;
    if (place.shelves[errand.server] !== shelf) return;
    this.#complete(place, errand, shelf.failed(errand.forward.id, this.#now), 'origin');
  }

  // --- what is done to the network

  #act({ act, target, value = 0 }: Intervention): void {
    if (act === 'set' && target === 'purge') return value > 0 ? this.#purge(value - 1) : undefined;
    if (act === 'set' && target === 'servers') {
      const before = this.#network.servers;
      this.#tell.servers(this.#now, before, value, () => this.#network.setServers(value));
      return;
    }
    const place = this.#network.places.find(({ id, link }) => id === target || link === target);
    if (!place) return;
    const line = place.link === target;
    const up = act === 'up';
    if ((line ? place.connected : place.up) === up) return;
    if (line) place.connected = up;
    else place.up = up;
    this.#tell.turned(this.#now, place, line, up);
    if (line || place.kind === 'origin') return;
    if (!up) this.#dies(place);
    this.#queue.push(this.#now + NOTICE_NS, { what: 'notice', place });
  }

  /** Whoever waits there gets no answer; what it held is gone. */
  #dies(place: Place): void {
    for (const shelf of place.shelves) {
      for (const client of shelf.tickets.all())
        this.#willGiveUp(client, client.kind === 'trip' ? client.askedAt : client.sentAt);
    }
    this.#network.clear(place);
    this.#tell.emptied(this.#now, place);
  }

  #notice(place: Place): void {
    this.#router.notice(place.index, !place.up);
    this.#tiers.notice(place.index, !place.up);
    this.#tell.noticed(this.#now, place);
  }

  #purge(key: number): void {
    if (key >= this.#setup.objects) return;
    const { places, origin } = this.#network;
    this.#tell.purge(this.#now, key);
    for (const place of places) {
      if (place.kind === 'origin') continue;
      const at = this.#now + PURGE_NS + this.#ways.between(origin.index, place.index);
      this.#tell.commanded(this.#now, place, key, at);
      this.#queue.push(at, { what: 'purge', place, key, sentAt: this.#now, reply: undefined });
    }
  }

  #push(key: number, now: Ns): void {
    const { places, origin } = this.#network;
    const reply = this.#origin.copy(key, now);
    for (const place of places) {
      if (place.kind !== 'edge') continue;
      const transfer = serialisationNs(this.#setup.objectBytes, SERVER_BPS);
      const at = now + this.#ways.between(origin.index, place.index) + transfer;
      this.#tell.pushing(now, place, key, at);
      this.#queue.push(at, { what: 'push', place, key, sentAt: now, reply });
    }
    this.#tell.figuresNow(now);
  }
}
