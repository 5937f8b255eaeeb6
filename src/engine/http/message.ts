/** A field line: the name in its own case, an octet a character. Several may bear one name (RFC 9110 §5.2). From the wire the value comes without the white space around it; whoever else makes one may leave it on. */
export type Field = readonly [name: string, value: string];
export type Fields = readonly Field[];

/** The minor version of HTTP/1: 0 or 1. A peer's higher one counts as 1 (RFC 9110 §2.5). */
export type Minor = 0 | 1;

export interface RequestHead {
  readonly method: string;
  /** As on the wire, in one of the four forms (RFC 9112 §3.2). */
  readonly target: string;
  readonly minor: Minor;
  readonly fields: Fields;
}

export interface ResponseHead {
  /** 100 to 999. */
  readonly status: number;
  readonly reason: string;
  readonly minor: Minor;
  readonly fields: Fields;
}

/** All values of a field as one, without the white space around each (RFC 9110 §5.5), joined by commas in their order (§5.3); undefined where there is none. `lower` in lower case. */
export function field(fields: Fields, lower: string): string | undefined {
  let value: string | undefined;
  for (const one of fields) {
    if (!sameName(one[0], lower)) continue;
    const own = trimmed(one[1]);
    value = value === undefined ? own : `${value}, ${own}`;
  }
  return value;
}

export const hasField = (fields: Fields, lower: string): boolean =>
  fields.some(([name]) => sameName(name, lower));

/** RFC 9110 §5.1: case does not count in field names. */
export function sameName(name: string, lower: string): boolean {
  if (name.length !== lower.length) return false;
  // letter by letter: the first differs most often, and a name in lower case would be a string to make
  for (let at = 0; at < lower.length; at += 1) {
    const code = name.charCodeAt(at);
    if ((code >= 65 && code <= 90 ? code + 32 : code) !== lower.charCodeAt(at)) return false;
  }
  return true;
}

/** The members of a list whose members hold no commas, in lower case; empty ones are passed over (RFC 9110 §5.6.1.2). */
export function tokensOf(value: string | undefined): string[] {
  if (value === undefined || value === '') return [];
  const tokens: string[] = [];
  for (const part of value.split(',')) {
    const token = trimmed(part).toLowerCase();
    if (token !== '') tokens.push(token);
  }
  return tokens;
}

/** Without SP and HTAB at its ends (OWS, RFC 9110 §5.6.3). */
export function trimmed(text: string): string {
  let from = 0;
  let to = text.length;
  while (from < to && isBlank(text.charCodeAt(from))) from += 1;
  while (to > from && isBlank(text.charCodeAt(to - 1))) to -= 1;
  return from === 0 && to === text.length ? text : text.slice(from, to);
}
const isBlank = (code: number): boolean => code === 32 || code === 9;
