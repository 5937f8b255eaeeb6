import { field } from '../http/message.ts';
import { firstField, withField, type HttpRequest, type HttpResponse } from '../cache/http-cache/message.ts';
import type { Ns } from '../kernel/time.ts';

/** A request on its way to a neighbour, until it is answered. */
export interface Exchange {
  readonly id: number;
  readonly from: string;
  readonly to: string;
  readonly request: HttpRequest;
  readonly click: number;
  /** Letter of the user for whom it is. */
  readonly user: string;
  readonly background: boolean;
  readonly sentAt: Ns;
  /** Of the sender's cache: which forward it is. */
  readonly forward: number;
  open: boolean;
}

/** What comes back: a response with who made it; or nothing but the news that nobody is there. */
export type Reply = { readonly response: HttpResponse; readonly source: string } | 'refused';

const PHRASES: Readonly<Record<number, string>> = {
  200: 'OK',
  204: 'No Content',
  206: 'Partial Content',
  301: 'Moved Permanently',
  302: 'Found',
  304: 'Not Modified',
  404: 'Not Found',
  410: 'Gone',
  416: 'Range Not Satisfiable',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
};

/** The head as it stands on the wire (RFC 9112 §2.1), without its last empty line. */
export function headOf(message: HttpRequest | HttpResponse): string {
  const first =
    'status' in message
      ? `HTTP/1.1 ${message.status} ${PHRASES[message.status] ?? ''}`.trimEnd()
      : `${message.method} ${pathOf(message.url)} HTTP/1.1`;
  return [first, ...message.fields.map(([name, value]) => `${name}: ${value}`)].join('\r\n');
}

/** The whole message in bytes. */
export function bytesOf(message: HttpRequest | HttpResponse): Uint8Array {
  const head = asBytes(`${headOf(message)}\r\n\r\n`);
  const body = 'status' in message ? message.body : new Uint8Array(0);
  const bytes = new Uint8Array(head.length + body.length);
  bytes.set(head);
  bytes.set(body, head.length);
  return bytes;
}

/** Field values are octets, here those of ASCII; any other character is written as '?'. */
export const asBytes = (text: string): Uint8Array =>
  Uint8Array.from(text, (char) => (char.charCodeAt(0) < 0x80 ? char.charCodeAt(0) : 63));

export const asText = (bytes: Uint8Array): string => String.fromCharCode(...bytes.subarray(0, 64));

/** What an arrow says of a message. */
export function labelOf(message: HttpRequest | HttpResponse): string {
  if ('status' in message) {
    const age = firstField(message.fields, 'age');
    return age === undefined ? String(message.status) : `${message.status} · Age ${age}`;
  }
  const etags = field(message.fields, 'if-none-match');
  if (etags !== undefined) return `${message.method} if not ${etags}`;
  if (field(message.fields, 'if-modified-since') !== undefined) return `${message.method} if modified`;
  const range = firstField(message.fields, 'range');
  return range === undefined ? message.method : `${message.method} ${range}`;
}

export const pathOf = (url: string): string => url.replace(/^[a-z]+:\/\/[^/]*/i, '');

/** RFC 9110 §7.6.3: whoever passes a message on says so. */
export function via<M extends HttpRequest | HttpResponse>(message: M, name: string): M {
  const before = field(message.fields, 'via');
  const own = `1.1 ${name}`;
  return {
    ...message,
    fields: withField(message.fields, 'Via', before === undefined ? own : `${before}, ${own}`),
  };
}
