/** A header field as it was received: names in any case, several of the same name allowed (RFC 9110 §5.2). */
export type Field = readonly [name: string, value: string];
export type Fields = readonly Field[];

export interface HttpRequest {
  readonly method: string;
  /** Absolute, with scheme and authority. A fragment is no part of it (RFC 9110 §7.1). */
  readonly url: string;
  readonly fields: Fields;
}

export interface HttpResponse {
  readonly status: number;
  readonly fields: Fields;
  readonly body: Uint8Array;
}

/** All values of a field as one, joined by commas in their order (RFC 9110 §5.3); undefined where there is none. `name` in lower case. */
export function field(fields: Fields, name: string): string | undefined {
  let value: string | undefined;
  for (const one of fields) {
    if (!sameName(one[0], name)) continue;
    const own = trimmed(one[1]);
    value = value === undefined ? own : `${value}, ${own}`;
  }
  return value;
}

/** The first value of a field that is to have but one. */
export function firstField(fields: Fields, name: string): string | undefined {
  for (const one of fields) if (sameName(one[0], name)) return trimmed(one[1]);
  return undefined;
}

export const hasField = (fields: Fields, name: string): boolean =>
  fields.some((one) => sameName(one[0], name));

export const withoutField = (fields: Fields, name: string): Field[] =>
  fields.filter((one) => !sameName(one[0], name));

/** In place of whatever stood under that name. */
export const withField = (fields: Fields, name: string, value: string): Field[] => [
  ...withoutField(fields, name.toLowerCase()),
  [name, value],
];

/** Field names are compared without regard to case (RFC 9110 §5.1): most differ in length, and none is worth a string in lower case. */
export function sameName(name: string, lower: string): boolean {
  if (name.length !== lower.length) return false;
  for (let at = 0; at < name.length; at += 1) {
    const code = name.charCodeAt(at);
    // 'A' to 'Z' are 32 before 'a' to 'z'
    if ((code >= 65 && code <= 90 ? code + 32 : code) !== lower.charCodeAt(at)) return false;
  }
  return true;
}

/** Without the white space around it that is no part of a field's value (RFC 9110 §5.5: SP and HTAB only). */
export function trimmed(value: string): string {
  let from = 0;
  let to = value.length;
  while (from < to && isBlank(value.charCodeAt(from))) from += 1;
  while (to > from && isBlank(value.charCodeAt(to - 1))) to -= 1;
  return from === 0 && to === value.length ? value : value.slice(from, to);
}
const isBlank = (code: number): boolean => code === 32 || code === 9;

/**
 * The members of a comma-separated list (RFC 9110 §5.6.1), commas within quoted strings left alone, empty members left out.
 * Anything may come in: a quoted string that never ends reaches to the end.
 */
export function listMembers(value: string): string[] {
  const members: string[] = [];
  let start = 0;
  let quoted = false;
  for (let at = 0; at <= value.length; at += 1) {
    const char = value[at];
    if (at < value.length && quoted) {
      if (char === '\\') at += 1;
      else if (char === '"') quoted = false;
      continue;
    }
    if (char === '"') quoted = true;
    else if (char === ',' || at >= value.length) {
      const member = trimmed(value.slice(start, at));
      if (member !== '') members.push(member);
      start = at + 1;
    }
  }
  if (start < value.length && quoted) {
    const member = trimmed(value.slice(start));
    if (member !== '') members.push(member);
  }
  return members;
}

/** The text of a quoted string without its quotes and escapes (RFC 9110 §5.6.4); any other text as it is. */
export function unquoted(value: string): string {
  if (value.length < 2 || !value.startsWith('"') || !value.endsWith('"')) return value;
  return value.slice(1, -1).replace(/\\(.)/g, '$1');
}
