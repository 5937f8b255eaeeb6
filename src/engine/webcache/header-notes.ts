import { deltaSeconds, parseCacheControl } from '../cache/http-cache/cache-control.ts';
import { parseHttpDate } from '../cache/http-cache/http-date.ts';
import type { Field } from '../http/message.ts';
import { listMembers, unquoted } from '../cache/http-cache/message.ts';
import { parseDictionary } from '../cache/http-cache/structured.ts';
import type { Scalar } from '../kernel/trace.ts';

/** Something that is worth saying about a field: the id of a sentence (`header.<code>`), its clause, and what stands in it. */
export interface Note {
  readonly code: string;
  readonly clause: string;
  readonly with: Readonly<Record<string, Scalar>>;
}
/** Of the field with this index. */
type Placed = Note & { readonly at: number };

const WITH_SECONDS: Readonly<Record<string, string>> = {
  'max-age': 'RFC 9111 §5.2.2.1',
  's-maxage': 'RFC 9111 §5.2.2.10',
  'stale-while-revalidate': 'RFC 5861 §3',
  'stale-if-error': 'RFC 5861 §4',
};
const WITHOUT: readonly string[] = ['no-cache', 'no-store', 'no-transform', 'private', 'public', 'must-revalidate', 'proxy-revalidate', 'must-understand', 'immutable']; // prettier-ignore
const OF_REQUESTS: readonly string[] = ['max-stale', 'min-fresh', 'only-if-cached'];
const KNOWN: readonly string[] = [...Object.keys(WITH_SECONDS), ...WITHOUT, ...OF_REQUESTS];

/** What stands in these fields that does nothing, or something else than it seems to. */
export function notesOn(fields: readonly Field[]): Placed[] {
  const notes: Placed[] = [];
  const has = (wanted: string) => fields.some(([name]) => name.toLowerCase() === wanted);
  fields.forEach(([name, value], at) => {
    const add = (code: string, clause: string, more: Note['with'] = {}) =>
      notes.push({ at, code, clause, with: { name, value, ...more } });
    switch (name.toLowerCase()) {
      case 'cache-control':
        for (const note of directiveNotes(value)) notes.push({ at, ...note });
        break;
      case 'cdn-cache-control':
        if (!parseDictionary(value)) add('not-structured', 'RFC 9213 §2.1');
        else for (const note of directiveNotes(value)) notes.push({ at, ...note });
        break;
      case 'expires':
        if (parseHttpDate(value, 0) === undefined) add('not-a-date', 'RFC 9111 §5.3');
        else if (
          fields.some(
            ([one, text]) =>
              one.toLowerCase() === 'cache-control' && parseCacheControl(text).maxAge !== undefined,
          )
        )
          add('expires-overruled', 'RFC 9111 §5.3');
        break;
      case 'last-modified':
      case 'date':
        if (parseHttpDate(value, 0) === undefined) add('not-a-date-ignored', 'RFC 9110 §5.6.7');
        break;
      case 'etag':
        if (!/^(W\/)?"[\x21\x23-\x7e]*"$/.test(value)) add('etag-unquoted', 'RFC 9110 §8.8.3');
        else add('etag-fixed', 'RFC 9110 §8.8.1');
        break;
      case 'vary':
        if (listMembers(value).includes('*')) add('vary-any', 'RFC 9111 §4.1');
        break;
      case 'pragma':
        add('pragma', 'RFC 9111 §5.4');
        break;
      case 'set-cookie':
        if (!has('cache-control')) add('set-cookie', 'RFC 9111 §7.3');
        break;
      case 'age':
        add('age', 'RFC 9111 §5.1');
    }
  });
  return notes;
}

function directiveNotes(value: string): Note[] {
  const notes: Note[] = [];
  const names: string[] = [];
  for (const member of listMembers(value)) {
    const equals = member.indexOf('=');
    const name = (equals < 0 ? member : member.slice(0, equals)).toLowerCase();
    const argument = equals < 0 ? undefined : unquoted(member.slice(equals + 1));
    const clause = WITH_SECONDS[name];
    if (clause !== undefined && deltaSeconds(argument) === 'invalid')
      notes.push({
        code: argument === undefined ? 'no-seconds' : 'not-seconds',
        clause,
        with: { name, value: argument ?? '' },
      });
    if (clause !== undefined && names.includes(name))
      notes.push({ code: 'twice', clause: 'RFC 9111 §4.2.1', with: { name } });
    if (OF_REQUESTS.includes(name))
      notes.push({ code: 'of-requests', clause: 'RFC 9111 §5.2.1', with: { name } });
    if (!KNOWN.includes(name)) {
      const meant = KNOWN.find((one) => bare(one) === bare(name));
      notes.push({
        code: meant === undefined ? 'unknown' : 'misspelt',
        clause: 'RFC 9111 §5.2.3',
        with: { name, meant: meant ?? '' },
      });
    }
    names.push(name);
  }
  const both = (one: string, other: string) => names.includes(one) && names.includes(other);
  const fresh = names.some((name) => name === 'max-age' || name === 's-maxage');
  if (names.includes('no-store') && (fresh || names.includes('no-cache')))
    notes.push({ code: 'no-store-wins', clause: 'RFC 9111 §5.2.2.5', with: {} });
  if (both('private', 'public'))
    notes.push({ code: 'private-and-public', clause: 'RFC 9111 §5.2.2.7', with: {} });
  if (both('private', 's-maxage'))
    notes.push({ code: 'private-and-shared', clause: 'RFC 9111 §5.2.2.7', with: {} });
  if (names.includes('immutable') && !fresh)
    notes.push({ code: 'immutable-never-fresh', clause: 'RFC 8246 §2', with: {} });
  if (both('must-revalidate', 'stale-while-revalidate') || both('must-revalidate', 'stale-if-error'))
    notes.push({ code: 'stale-forbidden', clause: 'RFC 9111 §5.2.2.2', with: {} });
  return notes;
}

/** 'max_age', 'maxage' and 'MaxAge' are what somebody writes who means max-age. */
const bare = (name: string): string => name.replace(/[^a-z]/g, '');
