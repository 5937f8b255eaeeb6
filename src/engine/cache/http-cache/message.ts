import { sameName, trimmed, type Field, type Fields } from '../../http/message.ts';

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

/** The same request with other fields. Written out, so that all requests have one shape: what reads them is compiled for it. */
export const requestWith = ({ method, url }: HttpRequest, fields: Fields): HttpRequest => ({
  method,
  url,
  fields,
});

/** The first value of a field that is to have but one. */
export function firstField(fields: Fields, name: string): string | undefined {
  for (const one of fields) if (sameName(one[0], name)) return trimmed(one[1]);
  return undefined;
}

export const withoutField = (fields: Fields, name: string): Field[] =>
  fields.filter((one) => !sameName(one[0], name));

/** In place of whatever stood under that name. */
export const withField = (fields: Fields, name: string, value: string): Field[] => [
  ...withoutField(fields, name.toLowerCase()),
  [name, value],
];

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
