import type { Ipv4 } from '../wire/address.ts';

/** The groups that a host belongs to: each is joined by any number of sockets (RFC 1112 §6.1, ip(7) IP_ADD_MEMBERSHIP). */
export class Memberships {
  readonly #counts = new Map<Ipv4, number>();

  get groups(): ReadonlySet<Ipv4> {
    return this.#set;
  }
  readonly #set = new Set<Ipv4>();

  join(group: Ipv4): void {
    this.#counts.set(group, (this.#counts.get(group) ?? 0) + 1);
    this.#set.add(group);
  }
  leave(group: Ipv4): void {
    const left = (this.#counts.get(group) ?? 0) - 1;
    if (left > 0) this.#counts.set(group, left);
    else if (this.#counts.delete(group)) this.#set.delete(group);
  }
}
