import type { Ns } from '../kernel/time.ts';
import { cities } from './cities.ts';
import { betweenServersNs, toUserNs } from './latency.ts';

/** One way times between everybody, worked out once. Servers are numbers: see `Network`. */
export class Ways {
  readonly #servers: number;
  readonly #toUser: Float64Array;
  readonly #between: Float64Array;

  /** @param places the city of each server */
  constructor(places: readonly number[]) {
    this.#servers = places.length;
    const from = (place: number) => cities[place]!;
    this.#toUser = Float64Array.from(
      cities.flatMap((user) => places.map((one) => toUserNs(user, from(one)))),
    );
    this.#between = Float64Array.from(
      places.flatMap((one) => places.map((other) => betweenServersNs(from(one), from(other)))),
    );
  }

  toUser(city: number, server: number): Ns {
    return this.#toUser[city * this.#servers + server]!;
  }

  between(one: number, other: number): Ns {
    return this.#between[one * this.#servers + other]!;
  }

  toResolver(city: number, resolver: number): Ns {
    return toUserNs(cities[city]!, cities[resolver]!);
  }
}
