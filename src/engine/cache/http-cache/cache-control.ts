import { listMembers, unquoted } from './message.ts';

/** What a directive's number says: seconds, or that it is there and makes no sense. */
export type Seconds = number | 'invalid';

/** RFC 9111 §1.2.2: what is more than can be represented, or than this, is this. */
const LARGEST = 2 ** 31;

/** Cache-Control (RFC 9111 §5.2), or a targeted field of the same directives (RFC 9213). Absent ones are undefined or false. */
export interface Directives {
  readonly maxAge?: Seconds;
  readonly sMaxage?: Seconds;
  readonly maxStale?: Seconds | 'any';
  readonly minFresh?: Seconds;
  readonly staleWhileRevalidate?: Seconds;
  readonly staleIfError?: Seconds;
  readonly noCache: boolean;
  /** Field names of the qualified form (§5.2.2.4), in lower case. */
  readonly noCacheFields: readonly string[];
  readonly noStore: boolean;
  readonly private: boolean;
  readonly privateFields: readonly string[];
  readonly public: boolean;
  readonly mustRevalidate: boolean;
  readonly proxyRevalidate: boolean;
  readonly mustUnderstand: boolean;
  readonly onlyIfCached: boolean;
  readonly immutable: boolean;
  /** Something stood there at all. */
  readonly present: boolean;
}

type Writable = { -readonly [K in keyof Directives]: Directives[K] };

export const NO_DIRECTIVES: Directives = {
  noCache: false,
  noCacheFields: [],
  noStore: false,
  private: false,
  privateFields: [],
  public: false,
  mustRevalidate: false,
  proxyRevalidate: false,
  mustUnderstand: false,
  onlyIfCached: false,
  immutable: false,
  present: false,
};

/** Reads any text: what is not a directive is passed over (§5.2.3), directives know no case, numbers may be quoted (§5.2). */
export function parseCacheControl(value: string | undefined): Directives {
  if (value === undefined) return NO_DIRECTIVES;
  const found: Writable = { ...NO_DIRECTIVES, present: true };
  for (const member of listMembers(value)) {
    const equals = member.indexOf('=');
    const name = (equals < 0 ? member : member.slice(0, equals)).toLowerCase();
    const argument = equals < 0 ? undefined : member.slice(equals + 1);
    setDirective(found, name, argument === undefined ? undefined : unquoted(argument));
  }
  return found;
}

/** `argument`: undefined where there is none. */
export function setDirective(into: Writable, name: string, argument: string | undefined): void {
  switch (name) {
    case 'max-age':
      into.maxAge = twice(into.maxAge, argument);
      break;
    case 's-maxage':
      into.sMaxage = twice(into.sMaxage, argument);
      break;
    case 'max-stale':
      into.maxStale = argument === undefined ? 'any' : deltaSeconds(argument);
      break;
    case 'min-fresh':
      into.minFresh = deltaSeconds(argument);
      break;
    case 'stale-while-revalidate':
      into.staleWhileRevalidate = deltaSeconds(argument);
      break;
    case 'stale-if-error':
      into.staleIfError = deltaSeconds(argument);
      break;
    case 'no-cache':
      // §5.2.2.4: an argument lists fields; without one that can be read as such, the whole response is meant
      if (fieldNames(argument).length > 0)
        into.noCacheFields = [...into.noCacheFields, ...fieldNames(argument)];
      else into.noCache = true;
      break;
    case 'private':
      if (fieldNames(argument).length > 0)
        into.privateFields = [...into.privateFields, ...fieldNames(argument)];
      else into.private = true;
      break;
    case 'no-store':
      into.noStore = true;
      break;
    case 'public':
      into.public = true;
      break;
    case 'must-revalidate':
      into.mustRevalidate = true;
      break;
    case 'proxy-revalidate':
      into.proxyRevalidate = true;
      break;
    case 'must-understand':
      into.mustUnderstand = true;
      break;
    case 'only-if-cached':
      into.onlyIfCached = true;
      break;
    case 'immutable':
      into.immutable = true;
      break;
    default: // §5.2.3: a cache MUST ignore what it does not recognise
  }
}

/** §4.2.1: where a directive stands more than once, the first is used or the response counts as stale. Equal ones say the same. */
function twice(before: Seconds | undefined, argument: string | undefined): Seconds {
  const seconds = deltaSeconds(argument);
  return before === undefined || before === seconds ? seconds : 'invalid';
}

/** RFC 9111 §1.2.2: digits and nothing else. */
export function deltaSeconds(text: string | undefined): Seconds {
  return text === undefined || !/^\d+$/.test(text) ? 'invalid' : Math.min(Number(text), LARGEST);
}

const fieldNames = (argument: string | undefined): string[] =>
  argument === undefined
    ? []
    : listMembers(argument)
        .map((name) => name.toLowerCase())
        .filter((name) => /^[!#$%&'*+.^_`|~0-9a-z-]+$/.test(name));
