import { field } from '../../http/message.ts';
import { parseCacheControl, type Directives } from './cache-control.ts';
import { formatHttpDate } from './http-date.ts';
import { listMembers, type HttpRequest } from './message.ts';
import { normalised, type Selecting } from './selecting.ts';

/** Texts of one kind that are remembered at most. */
const MOST = 1000;

/** What Vary names, in lower case, and what a request had in these fields (RFC 9111 §4.1). */
export interface Secondary {
  readonly vary: readonly string[];
  readonly selecting: readonly Selecting[];
}

/**
 * What fields say, read once for each text: most responses of a site say the same in Cache-Control and in Vary. Whoever says the same
 * shares what was read of it, so that a decision finds it in the processor's cache.
 */
export class Lexicon {
  readonly #directives = new Map<string, Directives>();
  readonly #names = new Map<string, readonly string[]>();
  readonly #secondary = new Map<string, Secondary>();

  #dateSeconds = NaN;
  #date = '';

  /** The Date of what arrives in this second without one; many do in each. */
  date(seconds: number): string {
    if (seconds !== this.#dateSeconds) {
      this.#dateSeconds = seconds;
      this.#date = formatHttpDate(seconds);
    }
    return this.#date;
  }

  directives(cacheControl: string | undefined): Directives {
    if (cacheControl === undefined) return parseCacheControl(undefined);
    return remembered(this.#directives, cacheControl, () => parseCacheControl(cacheControl));
  }

  secondary(vary: string | undefined, request: HttpRequest): Secondary {
    const text = vary ?? '';
    const names = remembered(this.#names, text, () => listMembers(text).map((name) => name.toLowerCase()));
    const values = names.map((name) => field(request.fields, name));
    // JSON tells a field that is missing from one that is empty, and where one ends
    return remembered(this.#secondary, JSON.stringify([names, values.map((one) => one ?? null)]), () => ({
      vary: names,
      selecting: names.map((name, at) => ({ raw: values[at], normal: normalised(name, values[at]) })),
    }));
  }
}

function remembered<T>(known: Map<string, T>, text: string, read: () => T): T {
  const before = known.get(text);
  if (before !== undefined) return before;
  const found = read();
  if (known.size >= MOST) known.clear();
  known.set(text, found);
  return found;
}
