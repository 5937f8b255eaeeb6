import { listMembers } from './message.ts';

/** A field that Vary names, as the request had it, and as it is compared. */
export interface Selecting {
  readonly raw: string | undefined;
  readonly normal: string | undefined;
}

/** What a client would take: neither the order of the list nor case says anything there; weights do (RFC 9110 §12.4.2, §12.5). */
const PREFERENCES: ReadonlySet<string> = new Set([
  'accept',
  'accept-charset',
  'accept-encoding',
  'accept-language',
]);

/** A field that Vary names in the form in which it is compared (RFC 9111 §4.1): white space around commas says nothing. */
export function normalised(name: string, value: string | undefined): string | undefined {
  if (value === undefined) return undefined;
  const members = listMembers(value);
  if (!PREFERENCES.has(name)) return members.join(',');
  return members
    .map((member) => member.toLowerCase().replace(/[ \t]*([;=])[ \t]*/g, '$1'))
    .sort()
    .join(',');
}
