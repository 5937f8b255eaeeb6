import type { Ns } from '../kernel/time.ts';
import type { CdnSetup } from './setup.ts';
import type { Ways } from './ways.ts';

export interface Route {
  readonly edge: number;
  /** Time until the user knows it. */
  readonly lookupNs: Ns;
  readonly how: 'dns-asked' | 'dns-remembered' | 'anycast';
}

/**
 * Which edge a user's request goes to. By DNS the operator's name server says the edge nearest to the resolver that asks, and the resolver says it
 * to its users until the answer's TTL is over (RFC 1034 §3.6; RFC 7871 §1 on resolvers that are far from their users). By anycast all edges
 * have one address, and the network itself brings a packet to the nearest that announces it (RFC 4786 §3).
 */
export class Router {
  readonly #setup: CdnSetup;
  readonly #ways: Ways;
  /** By city: the edge that its users were told, and until when they and their resolver may remember it. */
  readonly #told: { readonly route: Route; readonly until: Ns }[] = [];
  /** Edges that are in service as far as anybody has noticed. */
  readonly #out = new Set<number>();
  readonly #nearest: number[] = [];
  /** By edge: the way there by anycast. */
  readonly #anycast: readonly Route[];

  constructor(setup: CdnSetup, ways: Ways) {
    this.#setup = setup;
    this.#ways = ways;
    this.#anycast = Array.from({ length: setup.edges }, (_, edge) => ({ edge, lookupNs: 0, how: 'anycast' }));
  }

  /** An edge is taken out, or brought back in. */
  notice(edge: number, out: boolean): void {
    if (out) this.#out.add(edge);
    else this.#out.delete(edge);
    this.#nearest.length = 0;
  }

  isOut(edge: number): boolean {
    return this.#out.has(edge);
  }

  /** The edge in service with the shortest way to a city; one out of service where there is no other. */
  nearest(city: number): number {
    const known = this.#nearest[city];
    if (known !== undefined) return known;
    let best = 0;
    for (let edge = 1; edge < this.#setup.edges; edge += 1) {
      const better = this.#ways.toUser(city, edge) < this.#ways.toUser(city, best);
      if (this.#out.has(best) ? !this.#out.has(edge) || better : !this.#out.has(edge) && better) best = edge;
    }
    this.#nearest[city] = best;
    return best;
  }

  route(city: number, now: Ns): Route {
    if (this.#setup.routing === 'anycast') return this.#anycast[this.nearest(city)]!;
    const told = this.#told[city];
    if (told && told.until > now) return told.route;
    const resolver = this.#setup.resolver ?? city;
    const edge = this.nearest(resolver);
    // there and back to the resolver, and from there to the operator's name servers, which stand at its edges
    const lookupNs = 2 * (this.#ways.toResolver(city, resolver) + this.#ways.toUser(resolver, edge));
    const route: Route = { edge, lookupNs: 0, how: 'dns-remembered' };
    this.#told[city] = { route, until: now + lookupNs + this.#setup.dnsTtlNs };
    return { edge, lookupNs, how: 'dns-asked' };
  }
}
