/** Our ends and Node's, over byte streams in memory: no port is opened. Node's client and server are built on another parser (llhttp). */
import http, { type IncomingMessage, type RequestOptions, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { HttpClient, type ClientEvent } from '#engine/http/client.ts';
import type { Field } from '#engine/http/message.ts';
import { bytesOf, textOf } from '#engine/http/octets.ts';
import { HttpServer, type ServerEvent } from '#engine/http/server.ts';
import { drive, pair } from './streams.ts';

const text = (bytes: Uint8Array): string => textOf(bytes, 0, bytes.length);
const HOST: Field = ['Host', 'a.example'];
const settled = () => new Promise((done) => setTimeout(done, 5));

/** Our client, joined to a Node server with this handler; what the client hears is collected. */
function toNode(
  handler: (request: IncomingMessage, response: ServerResponse) => void,
  prepare?: (server: http.Server) => void,
) {
  const [near, far] = pair();
  const server = http.createServer(handler);
  prepare?.(server);
  server.emit('connection', far);
  const client = new HttpClient();
  const heard: ClientEvent[] = [];
  const flush = drive(client, near, (event) => heard.push(event));
  const until = async (kind: ClientEvent['kind'], times = 1): Promise<void> => {
    for (let tries = 0; heard.filter((one) => one.kind === kind).length < times; tries += 1) {
      if (tries > 500) throw new Error(`no ${kind}: ${JSON.stringify(heard)}`);
      await settled();
    }
  };
  return { client, heard, flush, until, near, close: () => (near.destroy(), far.destroy()) };
}
const bodies = (events: readonly ClientEvent[]): string =>
  events.flatMap((one) => (one.kind === 'body' ? [text(one.bytes)] : [])).join('');

describe('our client, Node’s server', () => {
  const read = async (request: IncomingMessage): Promise<string> => {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    return body;
  };

  test('one connection, several requests, chunked and counted bodies, trailers both ways', async () => {
    const seen: unknown[] = [];
    const { client, heard, flush, until, close } = toNode((request, response) => {
      void read(request).then((body) => {
        seen.push([request.method, request.url, body, request.trailers]);
        response.writeHead(200, { Trailer: 'X-Sum' });
        response.write('hello ');
        response.addTrailers({ 'X-Sum': '11' });
        response.end('world');
      });
    });
    client.request({ method: 'POST', target: '/1', fields: [HOST] }, bytesOf('counted'));
    flush();
    await until('end');
    client.request({
      method: 'POST',
      target: '/2',
      fields: [HOST, ['Transfer-Encoding', 'chunked'], ['Trailer', 'X-T']],
    });
    client.write(bytesOf('in '));
    client.write(bytesOf('chunks'));
    client.finish([['X-T', 'y']]);
    flush();
    await until('end', 2);
    expect(seen).toEqual([
      ['POST', '/1', 'counted', {}],
      ['POST', '/2', 'in chunks', { 'x-t': 'y' }],
    ]);
    expect(bodies(heard)).toBe('hello worldhello world');
    expect(heard.filter((one) => one.kind === 'end').map((one) => one.trailers)).toEqual([
      [['X-Sum', '11']],
      [['X-Sum', '11']],
    ]);
    expect(client.ready).toBe(true);
    close();
  });

  test('pipelining: three requests at once, three answers in order', async () => {
    const { client, heard, flush, until, close } = toNode((request, response) => {
      // The first is the slowest: the others wait behind it
      setTimeout(() => response.end(`answer to ${request.url}, `), request.url === '/0' ? 30 : 0);
    });
    for (let nth = 0; nth < 3; nth += 1) client.request({ method: 'GET', target: `/${nth}`, fields: [HOST] });
    flush();
    await until('end', 3);
    expect(bodies(heard)).toBe('answer to /0, answer to /1, answer to /2, ');
    close();
  });

  test('HEAD, 204 and 304 have no body, and the next answer follows at once', async () => {
    const { client, heard, flush, until, close } = toNode((request, response) => {
      response.statusCode = request.url === '/' ? 200 : Number(request.url!.slice(1));
      if (response.statusCode === 200) response.setHeader('Content-Length', 5);
      response.end(response.statusCode === 200 ? 'hello' : undefined);
    });
    for (const [method, target] of [
      ['HEAD', '/'],
      ['GET', '/204'],
      ['GET', '/304'],
      ['GET', '/'],
    ] as const)
      client.request({ method, target, fields: [HOST] });
    flush();
    await until('end', 4);
    expect(heard.flatMap((one) => (one.kind === 'response' ? [one.head.status] : []))).toEqual([
      200, 204, 304, 200,
    ]);
    expect(bodies(heard)).toBe('hello');
    close();
  });

  test('100-continue: the body waits until the server says so', async () => {
    const { client, heard, flush, until, close } = toNode(
      (_, response) => response.end('no'),
      (server) =>
        server.on('checkContinue', (request: IncomingMessage, response: ServerResponse) => {
          response.writeContinue();
          void read(request).then((body) => response.end(`got ${body}`));
        }),
    );
    client.request({
      method: 'PUT',
      target: '/',
      fields: [HOST, ['Content-Length', '5'], ['Expect', '100-continue']],
    });
    flush();
    await until('interim');
    client.write(bytesOf('large'));
    client.finish();
    flush();
    await until('end');
    expect(bodies(heard)).toBe('got large');
    close();
  });

  test('an upgrade: what follows 101 is the other protocol’s', async () => {
    const { client, heard, flush, until, near, close } = toNode(
      (_, response) => response.end(),
      (server) =>
        server.on('upgrade', (_request: IncomingMessage, socket: Duplex) => {
          socket.write(
            'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\nhi, ',
          );
          socket.on('data', (chunk: Buffer) => socket.write(`echo ${String(chunk)}`));
        }),
    );
    client.request({
      method: 'GET',
      target: '/',
      fields: [HOST, ['Connection', 'Upgrade'], ['Upgrade', 'echo']],
    });
    flush();
    await until('tunnel', 2);
    near.write('one');
    await until('tunnel', 3);
    expect(heard.flatMap((one) => (one.kind === 'tunnel' ? [text(one.bytes)] : [])).join('')).toBe(
      'hi, echo one',
    );
    close();
  });

  test.each<[string, (response: ServerResponse) => void, object]>([
    [
      'close',
      (response) => response.setHeader('Connection', 'close').end('bye'),
      { kind: 'over', unanswered: [] },
    ],
    [
      'a cut in the middle',
      (response) => (
        response.writeHead(200, { 'Content-Length': 9 }),
        response.write('hal'),
        setTimeout(() => response.destroy(), 5)
      ),
      { kind: 'over', unanswered: [0], fault: { code: 'incomplete' } },
    ],
  ])('the end of the connection: %s', async (_, answer, over) => {
    const { client, heard, flush, until, near, close } = toNode((_request, response) => answer(response));
    near.on('close', () => undefined);
    client.request({ method: 'GET', target: '/', fields: [HOST] });
    flush();
    await settled();
    await settled();
    await settled();
    if (!heard.some((one) => one.kind === 'over')) for (const event of client.end()) heard.push(event);
    await until('over');
    expect(heard.at(-1)).toMatchObject(over);
    expect(client.ready).toBe(false);
    close();
  });

  test('bytes that Node refuses: 400, and the connection is over', async () => {
    const { client, heard, until, near, close } = toNode((_, response) => response.end());
    client.request({ method: 'GET', target: '/', fields: [HOST] });
    client.take();
    near.write('GET / HTTP/1.1\r\nHost : a\r\n\r\n');
    await until('over');
    expect(heard[0]).toMatchObject({ kind: 'response', head: { status: 400 } });
    close();
  });
});

/** Node's client over our server; `handle` gets each request's events. */
function fromNode(handle: (server: HttpServer, event: ServerEvent) => void) {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  const connections: Duplex[] = [];
  const heard: ServerEvent[] = [];
  const connect = (): Duplex => {
    const [near, far] = pair();
    connections.push(far);
    const server = new HttpServer();
    const flush = drive(server, far, (event) => {
      heard.push(event);
      handle(server, event);
      for (const more of server.more()) {
        heard.push(more);
        handle(server, more);
      }
      flush();
    });
    // What Node's agent asks of a socket
    return Object.assign(near, {
      setKeepAlive: () => near,
      setNoDelay: () => near,
      setTimeout: () => near,
      ref: () => near,
      unref: () => near,
    });
  };
  (agent as unknown as { createConnection: () => Duplex }).createConnection = connect;
  const request = (options: RequestOptions, body?: string) =>
    new Promise<{ response: IncomingMessage; body: string }>((done, fail) => {
      const sent = http.request({ host: 'a.example', agent, ...options }, (response) => {
        let read = '';
        response.on('data', (chunk: Buffer) => (read += String(chunk)));
        response.on('end', () => done({ response, body: read }));
        response.on('error', fail);
      });
      sent.on('error', fail);
      if (options.headers && 'Expect' in options.headers) sent.on('continue', () => sent.end(body));
      else sent.end(body);
    });
  return { request, agent, heard, connections };
}

describe('Node’s client, our server', () => {
  /** Answers when the request is whole, with what it said. */
  const echo = () => {
    const got = new Map<number, string>();
    const heads = new Map<number, string>();
    return (server: HttpServer, event: ServerEvent): void => {
      if (event.kind === 'request') {
        heads.set(event.id, `${event.head.method} ${event.head.target}`);
        got.set(event.id, '');
        if (event.expectsContinue) server.proceed(event.id);
      } else if (event.kind === 'body') got.set(event.id, got.get(event.id)! + text(event.bytes));
      else if (event.kind === 'end') {
        const trailers = event.trailers.map((each) => each.join('=')).join();
        server.respond(event.id, { status: 200, fields: [] });
        server.write(event.id, bytesOf(`${heads.get(event.id)}: `));
        server.write(event.id, bytesOf(got.get(event.id)! + trailers));
        server.finish(event.id, [['X-Sum', String(got.get(event.id)!.length)]]);
      }
    };
  };

  test('keep-alive: two requests, one connection; chunked answers with trailers', async () => {
    const { request, agent, connections } = fromNode(echo());
    const first = await request({ path: '/1' });
    const second = await request({ path: '/2', method: 'POST' }, 'body');
    expect([first.body, second.body]).toEqual(['GET /1: ', 'POST /2: body']);
    expect(second.response.trailers).toEqual({ 'x-sum': '4' });
    expect(second.response.headers['transfer-encoding']).toBe('chunked');
    expect(connections).toHaveLength(1);
    agent.destroy();
  });

  test('100-continue', async () => {
    const { request, agent, heard } = fromNode(echo());
    const { body } = await request(
      { method: 'PUT', path: '/', headers: { Expect: '100-continue', 'Transfer-Encoding': 'chunked' } },
      'large',
    );
    expect(body).toBe('PUT /: large');
    expect(heard[0]).toMatchObject({ kind: 'request', expectsContinue: true });
    agent.destroy();
  });

  test('HEAD: a length, no body; then the connection serves on', async () => {
    const { request, agent, connections } = fromNode((server, event) => {
      if (event.kind === 'end')
        server.respond(event.id, { status: 200, fields: [['Content-Length', '5']] }, bytesOf('hello'));
    });
    const head = await request({ method: 'HEAD' });
    expect([head.body, head.response.headers['content-length']]).toEqual(['', '5']);
    expect((await request({ method: 'GET' })).body).toBe('hello');
    expect(connections).toHaveLength(1);
    agent.destroy();
  });

  test('close: the second request gets a connection of its own', async () => {
    const { request, agent, connections } = fromNode((server, event) => {
      if (event.kind === 'end')
        server.respond(event.id, { status: 200, fields: [['Connection', 'close']] }, bytesOf('x'));
    });
    await request({ path: '/1' });
    await settled();
    await request({ path: '/2' });
    expect(connections).toHaveLength(2);
    agent.destroy();
  });

  test('an upgrade', async () => {
    const { agent, heard, connections } = fromNode((server, event) => {
      if (event.kind !== 'end') return;
      const fields: Field[] = [
        ['Connection', 'Upgrade'],
        ['Upgrade', 'echo'],
      ];
      server.switch(event.id, { status: 101, fields });
    });
    const sent = http.request({
      host: 'a.example',
      agent,
      headers: { Connection: 'Upgrade', Upgrade: 'echo' },
    });
    const socket = await new Promise<Duplex>((done) =>
      sent.on('upgrade', (_response, duplex) => done(duplex)).end(),
    );
    socket.write('frames');
    await settled();
    expect(heard[0]).toMatchObject({ upgrade: ['echo'] });
    expect(heard.at(-1)).toMatchObject({ kind: 'tunnel' });
    expect(connections).toHaveLength(1);
    socket.destroy();
    agent.destroy();
  });

  test('what cannot be read is answered with the status of its fault', async () => {
    const { request, agent } = fromNode(echo());
    const { response } = await request({ path: `/${'a'.repeat(9000)}` });
    expect([response.statusCode, response.headers.connection]).toEqual([414, 'close']);
    agent.destroy();
  });
});
