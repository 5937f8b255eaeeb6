import { bytesOf, textOf } from '#engine/http/octets.ts';
import { Parser, type Asked, type Parsed } from '#engine/http/parser.ts';
import { SaidBefore } from '#engine/http/said-before.ts';
import type { Limits } from '#engine/http/limits.ts';

export interface How {
  readonly role?: 'request' | 'response';
  readonly limits?: Partial<Limits>;
  /** Method of the request that a response is for. */
  readonly method?: string;
  readonly upgrades?: boolean;
  /** Lengths of the pieces in which the bytes come; the last is repeated. Nothing: all at once. */
  readonly pieces?: readonly number[];
  /** The peer closes behind the last byte. */
  readonly ends?: boolean;
}

/** What a parser makes of the bytes, pieces of bodies put together: the verdict, whatever the pieces they came in. */
export function read(input: string | Uint8Array, how: How = {}): Parsed[] {
  const bytes = typeof input === 'string' ? bytesOf(input) : input;
  const asked: Asked = { method: how.method ?? 'GET', upgrades: how.upgrades ?? false };
  const parser = new Parser(how.role ?? 'request', how.limits ?? {}, () => asked, new SaidBefore());
  const all: Parsed[] = [];
  const take = (parsed: Parsed[]): void => {
    for (let now = parsed; now.length > 0; now = parser.resume()) all.push(...now);
  };
  const sizes = how.pieces ?? [bytes.length];
  for (let at = 0, nth = 0; at < bytes.length; nth += 1) {
    const size = Math.max(1, sizes[Math.min(nth, sizes.length - 1)]!);
    take(parser.push(bytes.subarray(at, at + size)));
    at += size;
  }
  if (how.ends) take(parser.end());
  return joined(all);
}

function joined(all: readonly Parsed[]): Parsed[] {
  const out: Parsed[] = [];
  for (const one of all) {
    const last = out.at(-1);
    if ((one.kind === 'body' || one.kind === 'tunnel') && last?.kind === one.kind) {
      const bytes = new Uint8Array(last.bytes.length + one.bytes.length);
      bytes.set(last.bytes);
      bytes.set(one.bytes, last.bytes.length);
      out[out.length - 1] = { kind: one.kind, bytes };
    } else out.push(one);
  }
  return out;
}

/** The same in words: 'GET / 1.1 | body: hello | end' or '... | fault: bare-lf at 16'. */
export const said = (input: string | Uint8Array, how: How = {}): string =>
  read(input, how)
    .map((one) => {
      if (one.kind === 'request') return `${one.head.method} ${one.head.target} 1.${one.head.minor}`;
      if (one.kind === 'response') return `${one.head.status} ${one.head.reason} 1.${one.head.minor}`;
      if (one.kind === 'fault') return `fault: ${one.fault.code} at ${one.fault.at}`;
      if (one.kind === 'end')
        return one.trailers.length > 0
          ? `end, ${one.trailers.map((each) => each.join('=')).join(', ')}`
          : 'end';
      return `${one.kind}: ${textOf(one.bytes, 0, one.bytes.length)}`;
    })
    .join(' | ');

/** 'GET / HTTP/1.1' and the lines, each with CRLF, and the empty line; then the body as it is. */
export const message = (lines: readonly string[], body = ''): string =>
  `${lines.join('\r\n')}\r\n\r\n${body}`;
