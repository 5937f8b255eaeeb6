import { ByHttp } from './by-http.ts';
import { ByNumbers } from './by-numbers.ts';
import { cityIds } from './cities.ts';
import type { Client } from './client.ts';
import { byRemainder, Ring } from './ring.ts';
import { PUSHED_SECONDS, RING_POINTS, type CdnSetup } from './setup.ts';
import { Shelf } from './shelf.ts';

export interface Place {
  readonly index: number;
  readonly kind: 'edge' | 'shield' | 'origin';
  /** 'edge-seoul', 'shield-frankfurt', 'origin'. */
  readonly id: string;
  /** Name of the line to everybody but users: 'link-seoul'. */
  readonly link: string;
  readonly city: number;
  up: boolean;
  connected: boolean;
  shelves: Shelf<Client>[];
}

/** All places of a network: its edges first, in the order of the cities, then its middle tier, then the origin. */
export class Network {
  readonly places: readonly Place[];
  readonly origin: Place;
  servers: number;
  readonly #setup: CdnSetup;
  readonly #evicted: (place: Place, key: number) => void;
  #ring: Ring;

  constructor(setup: CdnSetup, evicted: (place: Place, key: number) => void) {
    this.#setup = setup;
    this.#evicted = evicted;
    this.servers = setup.servers;
    this.#ring = ringOf(setup.servers);
    const kinds = [
      ...Array.from({ length: setup.edges }, (_, city) => ['edge', city] as const),
      ...setup.shields.map((city) => ['shield', city] as const),
      ['origin', setup.origin] as const,
    ];
    this.places = kinds.map(([kind, city], index) => ({
      index,
      kind,
      id: kind === 'origin' ? 'origin' : `${kind}-${cityIds[city]!}`,
      link: kind === 'origin' ? 'link-origin' : `link-${kind === 'shield' ? 'shield-' : ''}${cityIds[city]!}`,
      city,
      up: true,
      connected: true,
      shelves: [],
    }));
    this.origin = this.places.at(-1)!;
    for (const place of this.places) this.clear(place);
  }

  /** Empty servers, as after a start. */
  clear(place: Place): void {
    if (place.kind === 'origin') return;
    const count = place.kind === 'edge' ? this.servers : 1;
    place.shelves = Array.from({ length: count }, () => this.#shelf(place));
  }

  /** From now on each edge has so many servers: those that stay keep what they hold. */
  setServers(servers: number): void {
    this.servers = servers;
    this.#ring = ringOf(servers);
    for (const place of this.places) {
      if (place.kind !== 'edge') continue;
      place.shelves.length = Math.min(place.shelves.length, servers);
      while (place.shelves.length < servers) place.shelves.push(this.#shelf(place));
    }
  }

  /** Which server of a place a key belongs to. */
  serverOf(place: Place, key: number): number {
    if (place.kind !== 'edge' || this.servers === 1) return 0;
    return this.#setup.hashing === 'ring' ? this.#ring.ownerOf(key) : byRemainder(key, this.servers);
  }

  #shelf(place: Place): Shelf<Client> {
    const { terms: given, collapse, policy, capacity, objects, detail, push } = this.#setup;
    const terms = push ? { ...given, maxAge: PUSHED_SECONDS } : given;
    const decider = detail ? new ByHttp(terms, collapse) : new ByNumbers(terms, collapse, objects);
    const room = { policy, capacity: place.kind === 'shield' ? 4 * capacity : capacity, objects };
    return new Shelf(decider, room, (key) => this.#evicted(place, key));
  }
}

const ringOf = (servers: number): Ring =>
  new Ring(
    Array.from({ length: servers }, (_, server) => server),
    RING_POINTS,
  );
