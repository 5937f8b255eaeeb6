import type { Ipv4 } from '../wire/address.ts';
import { inPrefix } from './port.ts';

/** A line of a routing table. */
export interface Route {
  readonly prefix: Ipv4;
  readonly length: number;
  /** The interface, by index. */
  readonly by: number;
  /** The next router; absent where the destination itself is a neighbour. */
  readonly nextHop?: Ipv4;
}

/** A routing table: of all lines that fit, the one with the longest prefix (RFC 1812 §5.2.4.3, RFC 4632 §5.1). */
export class Routes {
  readonly #lines: readonly Route[];

  constructor(lines: readonly Route[]) {
    this.#lines = lines.toSorted((a, b) => b.length - a.length);
  }

  to(destination: Ipv4): Route | undefined {
    return this.#lines.find(({ prefix, length }) => inPrefix(destination, prefix, length));
  }
}
