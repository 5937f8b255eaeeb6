/** Both ends joined in memory: whose turn it is, what the connection lives for, and what a server says to what it cannot read. */
import { describe, expect, test } from 'vitest';
import { HttpClient, type ClientEvent } from '#engine/http/client.ts';
import type { Field, Fields } from '#engine/http/message.ts';
import { bytesOf, textOf } from '#engine/http/octets.ts';
import { HttpServer, type ServerEvent } from '#engine/http/server.ts';
import { message } from './read.ts';

const HOST: Field = ['Host', 'a.example'];
const text = (pieces: readonly Uint8Array[]): string =>
  pieces.map((each) => textOf(each, 0, each.length)).join('');
const kinds = (events: readonly (ServerEvent | ClientEvent)[]): string =>
  events.map(({ kind }) => kind).join(' ');
const GET = (target = '/', ...more: string[]) =>
  message([`GET ${target} HTTP/1.1`, 'Host: a.example', ...more]);

describe('the server', () => {
  test('answers in the order of the requests, however its program does (RFC 9112 §9.3.2)', () => {
    const server = new HttpServer();
    expect(kinds(server.receive(bytesOf(GET('/0') + GET('/1') + GET('/2'))))).toBe(
      'request end request end request end',
    );
    server.respond(2, { status: 200, fields: [] }, bytesOf('two'));
    server.respond(1, { status: 200, fields: [] });
    server.write(1, bytesOf('one'));
    expect(text(server.take())).toBe('');
    server.respond(0, { status: 204, fields: [] }, bytesOf(''));
    expect(text(server.take())).toBe(
      'HTTP/1.1 204 No Content\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\none\r\n',
    );
    server.finish(1);
    expect(text(server.take())).toBe('0\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\ntwo');
  });

  test.each<[string, string, string, boolean]>([
    ['HTTP/1.1 stays', GET(), '', false],
    ['unless it says close', GET('/', 'Connection: keep-alive, close'), 'Connection: close\r\n', true],
    ['HTTP/1.0 goes', 'GET / HTTP/1.0\r\n\r\n', 'Connection: close\r\n', true],
    [
      'unless it asks',
      'GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n',
      'Connection: keep-alive\r\n',
      false,
    ],
  ])('persistence (RFC 9112 §9.3): %s', (_, request, field, closes) => {
    const server = new HttpServer();
    server.receive(bytesOf(request));
    server.respond(0, { status: 200, fields: [] }, bytesOf('x'));
    expect(text(server.take())).toBe(`HTTP/1.1 200 OK\r\nContent-Length: 1\r\n${field}\r\nx`);
    expect(server.closes).toBe(closes);
  });

  test('reads nothing behind a close (RFC 9112 §9.6)', () => {
    const server = new HttpServer();
    expect(kinds(server.receive(bytesOf(GET('/0', 'Connection: close') + GET('/1'))))).toBe('request end');
  });

  test('ends a body without a length by closing for HTTP/1.0, which knows no chunks', () => {
    const server = new HttpServer();
    server.receive(bytesOf('GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n'));
    server.respond(0, { status: 200, fields: [] });
    server.write(0, bytesOf('x'));
    server.finish(0);
    expect(text(server.take())).toBe('HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nx');
    expect(server.closes).toBe(true);
  });

  test.each<[string, string, number]>([
    ['a request line without end', `GET /${'a'.repeat(9000)} HTTP/1.1\r\n\r\n`, 414],
    ['a field without end', GET('/', `A: ${'b'.repeat(9000)}`), 431],
    ['a method that nobody knows', message([`${'X'.repeat(40)} / HTTP/1.1`, 'Host: a']), 501],
    ['another version', message(['GET / HTTP/2.0', 'Host: a']), 505],
    ['no Host', message(['GET / HTTP/1.1']), 400],
    [
      'two lengths',
      message(['POST / HTTP/1.1', 'Host: a', 'Content-Length: 1', 'Transfer-Encoding: chunked']),
      400,
    ],
  ])('what it cannot read it answers in its turn, and closes: %s', (_, request, status) => {
    const server = new HttpServer();
    const events = server.receive(bytesOf(GET() + request));
    expect(kinds(events)).toBe('request end fault');
    expect(text(server.take())).toBe('');
    server.respond(0, { status: 200, fields: [] }, bytesOf('first'));
    expect(text(server.take())).toMatch(
      new RegExp(`^HTTP/1.1 200 OK\r\n[^]*first(HTTP/1.1 ${status} .*\r\n)[^]*Connection: close`),
    );
    expect(server.closes).toBe(true);
    expect(server.receive(bytesOf(GET()))).toEqual([]);
  });

  test('a body beyond the limit: 413', () => {
    const server = new HttpServer({ bodyBytes: 10 });
    server.receive(bytesOf(message(['POST / HTTP/1.1', 'Host: a', 'Content-Length: 11'])));
    expect(text(server.take())).toMatch(/^HTTP\/1\.1 413 Content Too Large\r\n/);
  });

  test('what may be another protocol waits for the answer (RFC 9110 §7.8)', () => {
    const server = new HttpServer();
    const upgrade = GET('/', 'Connection: Upgrade', 'Upgrade: echo');
    expect(kinds(server.receive(bytesOf(`${upgrade}${GET('/not-yet')}`)))).toBe('request end');
    server.respond(0, { status: 200, fields: [] }, bytesOf(''));
    expect(kinds(server.more())).toBe('request end');
    const other = new HttpServer();
    other.receive(bytesOf(`${upgrade}frames`));
    expect(text([other.switch(0, { status: 101, fields: [['Upgrade', 'echo']] })!])).toBe('frames');
    expect(other.receive(bytesOf('more'))).toEqual([{ kind: 'tunnel', bytes: bytesOf('more') }]);
  });

  test('an answer in place of 100 ends the connection: the body may come or not (RFC 9110 §10.1.1)', () => {
    const server = new HttpServer();
    server.receive(
      bytesOf(message(['POST / HTTP/1.1', 'Host: a', 'Content-Length: 5', 'Expect: 100-continue'])),
    );
    server.respond(0, { status: 403, fields: [] }, bytesOf(''));
    expect(text(server.take())).toContain('Connection: close');
    expect(server.proceed(0)).toBe(false);
  });

  test.each<[string, (server: HttpServer) => unknown, string]>([
    [
      'switch: a tunnel, and no field of length (RFC 9110 §8.6)',
      (server) => server.switch(0, { status: 200, fields: [['Content-Length', '2']] }),
      'HTTP/1.1 200 OK\r\n\r\n',
    ],
    [
      'a success that opens none: no body, and the end (RFC 9112 §6.3)',
      (server) => server.respond(0, { status: 200, fields: [['Content-Length', '2']] }, bytesOf('no')),
      'HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n',
    ],
    [
      'a refusal: an answer like any',
      (server) => server.respond(0, { status: 502, fields: [] }, bytesOf('no')),
      'HTTP/1.1 502 Bad Gateway\r\nContent-Length: 2\r\n\r\nno',
    ],
  ])('CONNECT is answered with %s', (_, answer, expected) => {
    const server = new HttpServer();
    server.receive(bytesOf(message(['CONNECT a.example:443 HTTP/1.1', 'Host: a.example:443'])));
    answer(server);
    expect(text(server.take())).toBe(expected);
  });

  test('a field that would split the answer is a bug of the program, and throws', () => {
    const server = new HttpServer();
    server.receive(bytesOf(GET()));
    expect(() =>
      server.respond(0, { status: 200, fields: [['A', 'b\r\nSet-Cookie: c']] }, bytesOf('')),
    ).toThrow('no field');
  });
});

describe('the client', () => {
  const asked = (...fields: Field[]): HttpClient => {
    const client = new HttpClient();
    client.request({ method: 'GET', target: '/', fields: [HOST, ...fields] });
    client.take();
    return client;
  };
  test('keeps the connection after a whole answer, and none after close', () => {
    const client = asked();
    expect(kinds(client.receive(bytesOf('HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx')))).toBe(
      'response body end',
    );
    expect(client.ready).toBe(true);
    client.request({ method: 'GET', target: '/', fields: [HOST] });
    expect(
      kinds(client.receive(bytesOf('HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n'))),
    ).toBe('response end over');
    expect([client.ready, client.closes]).toEqual([false, true]);
  });
  test('knows which of its pipelined requests have had no answer (RFC 9112 §9.3.2)', () => {
    const client = asked();
    client.request({ method: 'GET', target: '/1', fields: [HOST] });
    client.request({ method: 'GET', target: '/2', fields: [HOST] });
    const events = client.receive(
      bytesOf('HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n'),
    );
    expect(events.at(-1)).toEqual({ kind: 'over', unanswered: [1, 2] });
  });
  test.each<[string, string, object]>([
    ['the server goes without an answer', '', { unanswered: [0], fault: { code: 'unanswered' } }],
    [
      'in the middle of one',
      'HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhal',
      { unanswered: [0], fault: { code: 'incomplete' } },
    ],
    ['which is how this one ends', 'HTTP/1.1 200 OK\r\n\r\nall of it', { unanswered: [] }],
  ])('%s', (_, answer, over) => {
    const client = asked();
    client.receive(bytesOf(answer));
    expect(client.end().at(-1)).toMatchObject({ kind: 'over', ...over });
  });
  test('an answer that nobody asked for ends the connection (RFC 9112 §9.2)', () => {
    const client = new HttpClient();
    expect(client.receive(bytesOf('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n'))).toMatchObject([
      { kind: 'over', fault: { code: 'unasked', at: 0 } },
    ]);
  });
  test('sends no chunks to who may know none (RFC 9112 §6.1)', () => {
    const chunked: Fields = [['Transfer-Encoding', 'chunked']];
    const client = new HttpClient();
    expect(() => client.request({ method: 'POST', target: '/', minor: 0, fields: chunked })).toThrow(
      'HTTP/1.0',
    );
    expect(client.take()).toEqual([]);
  });

  test('sends a body in chunks where its fields say so, and no more than they announce', () => {
    const client = new HttpClient();
    client.request({ method: 'POST', target: '/', fields: [HOST, ['Transfer-Encoding', 'chunked']] });
    client.write(bytesOf('hello'));
    client.finish([['X', 'y']]);
    expect(text(client.take())).toBe(
      'POST / HTTP/1.1\r\nHost: a.example\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\nX: y\r\n\r\n',
    );
    client.request({ method: 'POST', target: '/', fields: [HOST, ['Content-Length', '2']] });
    expect(client.ready).toBe(false);
    expect(() => client.write(bytesOf('three'))).toThrow('Content-Length');
  });
});
