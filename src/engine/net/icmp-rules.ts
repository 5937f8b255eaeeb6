import { SECOND, type Ns } from '../kernel/time.ts';
import type { Ipv4 } from '../wire/address.ts';
import { isError } from '../wire/icmp.ts';
import { PROTOCOL, type Ipv4Header } from '../wire/ipv4.ts';
import { BROADCAST, isGroup } from './port.ts';

/** RFC 1122 §3.2.2, RFC 1812 §4.3.2.7: no ICMP error to a source that is no single host, and none about what `isWorthTelling` excludes. */
export const mayBeToldOf = (header: Ipv4Header, payload: Uint8Array): boolean =>
  isWorthTelling(header, payload) &&
  header.source >>> 24 !== 0 &&
  header.source >>> 24 !== 127 &&
  header.source >>> 28 < 14;

/** The same clauses: no ICMP error about one, about a packet for many, or about a later fragment. */
export function isWorthTelling(
  { destination, fragmentOffset, protocol }: Ipv4Header,
  payload: Uint8Array,
): boolean {
  if (fragmentOffset > 0 || isGroup(destination) || destination === BROADCAST) return false;
  return (
    protocol !== PROTOCOL.icmp || payload.length < 1 || !isError({ type: payload[0]!, code: 0, rest: 0 })
  );
}

/** Bursts of as many, then one for each interval. */
const BURST = 6;
/** More are not remembered; one that was forgotten begins with a whole burst again. */
const MOST = 1024;

/** How many ICMP errors one host is sent: a bucket of tokens each, as Linux has it (icmp_ratelimit, 1 s; RFC 1812 §4.3.2.8 asks for such). */
export class ErrorLimit {
  readonly #intervalNs: Ns;
  readonly #buckets = new Map<Ipv4, { tokensNs: Ns; at: Ns }>();

  constructor(intervalNs: Ns = SECOND) {
    this.#intervalNs = intervalNs;
  }

  /** Whether one more may go to `destination` now; if so it is counted. */
  allows(destination: Ipv4, now: Ns): boolean {
    const full = BURST * this.#intervalNs;
    const before = this.#buckets.get(destination) ?? { tokensNs: full, at: now };
    const tokensNs = Math.min(full, before.tokensNs + now - before.at);
    const allowed = tokensNs >= this.#intervalNs;
    this.#buckets.delete(destination);
    this.#buckets.set(destination, { tokensNs: allowed ? tokensNs - this.#intervalNs : tokensNs, at: now });
    if (this.#buckets.size > MOST) this.#buckets.delete(this.#buckets.keys().next().value!);
    return allowed;
  }
}
