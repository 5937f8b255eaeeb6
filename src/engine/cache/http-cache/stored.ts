import { NO_DIRECTIVES, setDirective, type Directives } from './cache-control.ts';
import type { HttpCacheConfig } from './config.ts';
import { parseHttpDate } from './http-date.ts';
import { field, hasField, sameName, type Field } from '../../http/message.ts';
import { firstField, listMembers, withField, type HttpRequest, type HttpResponse } from './message.ts';
import type { Lexicon } from './lexicon.ts';
import type { Selecting } from './selecting.ts';
import { parseDictionary } from './structured.ts';

/** A part of a representation: bytes from `first`, of `total` in all, where that is known (RFC 9110 §14.4). */
export interface Part {
  readonly first: number;
  readonly total: number | null;
}

/** A response in the cache, with what its fields say already read: decisions look at numbers, not at text. */
export interface Stored {
  // what a decision looks at stands first, and so together in memory
  readonly status: number;
  /** Those of the fields that are sent where the origin is not asked; an Age comes to them. */
  readonly served: readonly Field[];
  readonly body: Uint8Array;
  /** Of a 206: where its bytes belong; null for a whole response. */
  readonly part: Part | null;
  /** Names of Vary in lower case, and what the request that brought the response had in them (§4.1). */
  readonly vary: readonly string[];
  readonly selecting: readonly Selecting[];
  readonly directives: Directives;
  /** All times in seconds since 1970, as the fields have them. */
  readonly responseSeconds: number;
  /** §4.2.3: corrected_initial_age. */
  readonly initialAge: number;
  /** §4.2.1: freshness lifetime in seconds, and where it came from. */
  readonly lifetime: number;
  readonly lifetimeFrom: Lifetime['from'];
  /** Set where an unsafe request has made it doubtful (§4.4): it must be validated before use. */
  invalid: boolean;
  readonly fields: readonly Field[];
  readonly dateSeconds: number;
  readonly requestSeconds: number;
  readonly etag: string | undefined;
  readonly lastModified: number | undefined;
  readonly bytes: number;
}

export interface Lifetime {
  readonly seconds: number;
  readonly from: 's-maxage' | 'max-age' | 'expires' | 'heuristic' | 'negative' | 'none';
}

/** Reads a response for storing. `request` is the one that it answers. */
export function read(
  config: HttpCacheConfig,
  lexicon: Lexicon,
  request: HttpRequest,
  response: HttpResponse,
  requestSeconds: number,
  responseSeconds: number,
  part: Part | null = partOf(response),
): Stored {
  const { fields } = response;
  const directives = directivesOf(config, lexicon, fields);
  const { vary, selecting } = lexicon.secondary(field(fields, 'vary'), request);
  const told = firstField(fields, 'date');
  const date = told === undefined ? undefined : parseHttpDate(told, responseSeconds);
  // RFC 9110 §6.6.1: a response without a Date is dated by who receives it
  const dateSeconds = date ?? responseSeconds;
  const modified = firstField(fields, 'last-modified');
  const stored = date === undefined ? withField(fields, 'Date', lexicon.date(dateSeconds)) : fields;
  const lastModified = modified === undefined ? undefined : parseHttpDate(modified, responseSeconds);
  const lifetime = lifetimeOf(config, response, directives, dateSeconds, lastModified, responseSeconds);
  return {
    status: response.status,
    served: servedFields(stored, directives),
    body: response.body,
    part,
    vary,
    selecting,
    directives,
    responseSeconds,
    initialAge: initialAge(fields, dateSeconds, requestSeconds, responseSeconds),
    lifetime: lifetime.seconds,
    lifetimeFrom: lifetime.from,
    invalid: false,
    fields: stored,
    dateSeconds,
    requestSeconds,
    etag: firstField(fields, 'etag'),
    lastModified,
    bytes: sizeOf(response),
  };
}

/** A targeted field that is valid and not empty stands in place of Cache-Control and Expires (RFC 9213 §2.1). */
export function directivesOf(
  config: HttpCacheConfig,
  lexicon: Lexicon,
  fields: readonly Field[],
): Directives {
  for (const target of config.targets) {
    const targeted = targetedDirectives(field(fields, target));
    if (targeted) return targeted;
  }
  return lexicon.directives(field(fields, 'cache-control'));
}

function targetedDirectives(value: string | undefined): (Directives & { targeted: true }) | undefined {
  if (value === undefined) return undefined;
  const dictionary = parseDictionary(value);
  if (!dictionary || dictionary.size === 0) return undefined;
  const found = { ...NO_DIRECTIVES, present: true, targeted: true as const };
  for (const [name, member] of dictionary) {
    if (member.type === 'list') continue;
    if (member.type === 'boolean') {
      if (member.value) setDirective(found, name, undefined);
    } else if (member.type === 'integer' || member.type === 'string' || member.type === 'token')
      setDirective(found, name, member.type === 'integer' ? String(member.value) : `x${member.value}`);
    else setDirective(found, name, 'x');
  }
  return found;
}

/** What is sent without asking the origin: the Age is made anew (§4), and the fields that no-cache="..." names are held back (§5.2.2.4). */
const servedFields = (fields: readonly Field[], { noCacheFields }: Directives): readonly Field[] =>
  noCacheFields.length === 0 && !hasField(fields, 'age')
    ? fields
    : fields.filter(([name]) => !sameName(name, 'age') && !noCacheFields.some((one) => sameName(name, one)));

/** §4.2.3: what has passed since the origin made it, as far as that can be known on arrival. */
function initialAge(
  fields: readonly Field[],
  dateSeconds: number,
  requestSeconds: number,
  responseSeconds: number,
): number {
  const apparent = Math.max(0, responseSeconds - dateSeconds);
  const corrected = ageValue(fields) + (responseSeconds - requestSeconds);
  return Math.max(apparent, corrected);
}

/** §5.1: of several the first counts, and what is no number of seconds is ignored. */
function ageValue(fields: readonly Field[]): number {
  const [first = ''] = listMembers(firstField(fields, 'age') ?? '');
  return /^\d+$/.test(first) ? Math.min(Number(first), 2 ** 31) : 0;
}

/** RFC 9110 §15.1: may be kept without being told so, for a time that the cache guesses. */
export const HEURISTIC_STATUS: ReadonlySet<number> = new Set([
  200, 203, 204, 206, 300, 301, 308, 404, 405, 410, 414, 501,
]);

/** §4.2.1: the first of these that applies. */
function lifetimeOf(
  config: HttpCacheConfig,
  { status, fields }: HttpResponse,
  directives: Directives,
  dateSeconds: number,
  lastModified: number | undefined,
  nowSeconds: number,
): Lifetime {
  // Invalid freshness is no freshness: stale (§4.2.1)
  const stated = (seconds: number | 'invalid') => (seconds === 'invalid' ? 0 : seconds);
  if (config.shared && directives.sMaxage !== undefined)
    return { seconds: stated(directives.sMaxage), from: 's-maxage' };
  if (directives.maxAge !== undefined) return { seconds: stated(directives.maxAge), from: 'max-age' };
  const expires = 'targeted' in directives ? undefined : firstField(fields, 'expires');
  if (expires !== undefined) {
    // §5.3: an invalid date, "0" above all, is in the past
    const at = parseHttpDate(expires, nowSeconds);
    return { seconds: at === undefined ? 0 : Math.max(0, at - dateSeconds), from: 'expires' };
  }
  if (config.negativeSeconds !== null && status >= 400 && HEURISTIC_STATUS.has(status))
    return { seconds: config.negativeSeconds, from: 'negative' };
  // §4.2.2: only where nothing is stated, for these status codes or where the response is marked public
  const may = config.heuristic && (HEURISTIC_STATUS.has(status) || directives.public);
  if (!may || lastModified === undefined || lastModified > dateSeconds) return { seconds: 0, from: 'none' };
  const tenth = Math.floor((dateSeconds - lastModified) / 10);
  return { seconds: Math.min(tenth, config.heuristicMostSeconds), from: 'heuristic' };
}

function partOf({ status, fields, body }: HttpResponse): Part | null {
  if (status !== 206) return null;
  const range = /^bytes (\d+)-(\d+)\/(\d+|\*)$/.exec(firstField(fields, 'content-range') ?? '');
  if (!range || Number(range[2]) - Number(range[1]) + 1 !== body.length) return { first: -1, total: null };
  return { first: Number(range[1]), total: range[3] === '*' ? null : Number(range[3]) };
}

/** What it takes up: its body and its fields as they would be written. */
function sizeOf({ fields, body }: HttpResponse): number {
  let bytes = body.length;
  for (const [name, value] of fields) bytes += name.length + value.length + 4;
  return bytes;
}
