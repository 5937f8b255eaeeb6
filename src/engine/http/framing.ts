import type { FaultCode } from './faults.ts';
import { sameName, tokensOf, type Fields } from './message.ts';
import { isHost } from './target.ts';

/** What of a head says how long its body is and what becomes of the connection. Lists are joined by commas (RFC 9110 §5.3). */
export interface Marks {
  hosts: number;
  /** Value of the last Host. */
  host: string;
  lengths: number;
  length: string;
  codings: string | undefined;
  connection: string | undefined;
  expect: string | undefined;
  upgrade: string | undefined;
}

/** Most fields have a name of another length than those that matter here. */
export function marksOf(fields: Fields): Marks {
  const marks: Marks = {
    hosts: 0,
    host: '',
    lengths: 0,
    length: '',
    codings: undefined,
    connection: undefined,
    expect: undefined,
    upgrade: undefined,
  };
  for (const [name, value] of fields) {
    switch (name.length) {
      case 4:
        if (!sameName(name, 'host')) break;
        marks.hosts += 1;
        marks.host = value;
        break;
      case 6:
        if (sameName(name, 'expect')) marks.expect = joined(marks.expect, value);
        break;
      case 7:
        if (sameName(name, 'upgrade')) marks.upgrade = joined(marks.upgrade, value);
        break;
      case 10:
        if (sameName(name, 'connection')) marks.connection = joined(marks.connection, value);
        break;
      case 14:
        if (!sameName(name, 'content-length')) break;
        marks.lengths += 1;
        marks.length = value;
        break;
      case 17:
        if (sameName(name, 'transfer-encoding')) marks.codings = joined(marks.codings, value);
    }
  }
  return marks;
}

const joined = (before: string | undefined, value: string): string =>
  before === undefined ? value : `${before}, ${value}`;

/** RFC 9112 §3.2: exactly one Host in HTTP/1.1, at most one in 1.0, and one that can be read. */
export function hostFault({ hosts, host }: Marks, minor: number): FaultCode | undefined {
  if (hosts > 1) return 'many-hosts';
  if (hosts === 0) return minor === 0 ? undefined : 'no-host';
  return isHost(host) ? undefined : 'bad-host';
}

/** RFC 9112 §9.3: whether the connection lives on after this message, by its own word. */
export function persists({ connection }: Marks, minor: number): boolean {
  if (connection === undefined) return minor === 1;
  // What nearly all say, without taking the list apart
  if (connection === 'keep-alive') return true;
  const options = tokensOf(connection);
  return !options.includes('close') && (minor === 1 || options.includes('keep-alive'));
}

/** How a body ends: after so many bytes, with its last chunk, with the connection, or it is no longer HTTP that follows. */
export type Framing =
  | { readonly body: 'length'; readonly bytes: number }
  | { readonly body: 'chunked' }
  | { readonly body: 'until-close' }
  | { readonly body: 'tunnel' };

export const NO_BODY: Framing = { body: 'length', bytes: 0 };

/** RFC 9112 §6.3, for a request: rules 3 to 5 and 7. */
export function requestFraming(marks: Marks, minor: number): Framing | FaultCode {
  const framed = codedFraming(marks, minor);
  if (framed === undefined) return lengthFraming(marks) ?? NO_BODY;
  if (typeof framed === 'string') return framed;
  // Rule 4: where chunked is not last, the length of a request cannot be known
  if (framed.codings.at(-1) !== 'chunked') return 'chunked-not-last';
  // RFC 9112 §6.1: a coding that the server does not understand; this one undoes chunked and nothing else
  return framed.codings.length > 1 ? 'unknown-coding' : { body: 'chunked' };
}

/** RFC 9112 §6.3, for a response to `method`: the rules in their order. */
export function responseFraming(
  marks: Marks,
  minor: number,
  status: number,
  method: string,
): Framing | FaultCode {
  // Rule 1: no body, whatever the fields say
  if (status === 101) return { body: 'tunnel' };
  if (method === 'HEAD' || status < 200 || status === 204 || status === 304) return NO_BODY;
  // Rule 2: fields of length in a successful answer to CONNECT count for nothing
  if (method === 'CONNECT' && status < 300) return { body: 'tunnel' };
  // Rules 3 and 4
  const framed = codedFraming(marks, minor);
  if (typeof framed === 'string') return framed;
  if (framed) return framed.codings.at(-1) === 'chunked' ? { body: 'chunked' } : { body: 'until-close' };
  // Rules 5, 6 and 8
  return lengthFraming(marks) ?? { body: 'until-close' };
}

/** Whether there are transfer codings, and that they make sense. */
function codedFraming(
  marks: Marks,
  minor: number,
): { readonly codings: readonly string[] } | FaultCode | undefined {
  if (marks.codings === undefined) return undefined;
  // RFC 9112 §6.1: from HTTP/1.0 the framing is faulty, even if a length is there too
  if (minor === 0) return 'coding-in-http-1.0';
  // Rule 3: with both, somebody is smuggling or splitting: handled as an error, which the rule asks for
  if (marks.lengths > 0) return 'both-lengths';
  const codings: string[] = [];
  for (const part of marks.codings.split(',')) {
    const coding = part.replace(/^[ \t]+|[ \t]+$/g, '').toLowerCase();
    // RFC 9110 §5.6.1.2: empty members of a list are passed over
    if (coding === '') continue;
    // RFC 9112 §7: parameters of chunked are an error; those of a coding that is not known are nothing to us
    const [, name, parameters] = CODING.exec(coding) ?? [];
    if (name === undefined || (name === 'chunked' && parameters !== '')) return 'bad-transfer-coding';
    // RFC 9112 §6.1: chunked is applied once at most
    if (name === 'chunked' && codings.includes(name)) return 'bad-transfer-coding';
    codings.push(name);
  }
  return { codings };
}
const CODING = /^([!#$%&'*+\-.^_`|~0-9a-z]+)((?:[ \t]*;.*)?)$/;

function lengthFraming({ lengths, length }: Marks): Framing | FaultCode | undefined {
  if (lengths === 0) return undefined;
  // RFC 9110 §8.6: the same value again is refused or taken once; we refuse, as two readers could take two
  if (lengths > 1) return 'many-content-lengths';
  // RFC 9110 §8.6: digits and nothing else: no sign, no list, no white space
  if (!/^[0-9]+$/.test(length)) return length.includes(',') ? 'many-content-lengths' : 'bad-content-length';
  const bytes = Number(length);
  return bytes <= Number.MAX_SAFE_INTEGER ? { body: 'length', bytes } : 'body-too-long';
}
