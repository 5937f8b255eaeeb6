/** Our ends against Node's http2 (nghttp2), over byte streams in memory. */
import http2, { type IncomingHttpHeaders } from 'node:http2';
import { createHash } from 'node:crypto';
import { Duplex } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { Http2Connection } from '#engine/http2/connection.ts';
import type { Http2Setup } from '#engine/http2/setup.ts';
import type { Happening } from '#engine/http2/happenings.ts';
import type { Field } from '#engine/http2/hpack/field.ts';
import { latin1 } from './octets.ts';

/** Two ends of a byte stream; what is written comes out a turn later, for Node's JSStream does not bear being called back at once. */
function duplexPair(): [Duplex, Duplex] {
  const make = (other: () => Duplex): Duplex =>
    new Duplex({
      read() {},
      write(chunk: Uint8Array, _, done) {
        setImmediate(() => {
          other().push(chunk);
          done();
        });
      },
      final(done) {
        setImmediate(() => {
          other().push(null);
          done();
        });
      },
    });
  const near: Duplex = make(() => far);
  const far: Duplex = make(() => near);
  return [near, far];
}

/** Joins an end of ours to a Duplex; what happens is told to `heard`, which may call the connection. */
function joined(setup: Http2Setup, duplex: Duplex, heard: (one: Happening, c: Http2Connection) => void) {
  const connection = new Http2Connection(setup);
  const flush = () => {
    while (connection.waiting) duplex.write(connection.take(65_536));
  };
  duplex.on('data', (bytes: Uint8Array) => {
    for (const one of connection.receive(new Uint8Array(bytes), 0)) heard(one, connection);
    flush();
  });
  duplex.on('error', () => {});
  queueMicrotask(flush);
  return { connection, flush };
}
const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const patterned = (length: number, seed: number) =>
  Uint8Array.from({ length }, (_, at) => (at * 31 + seed * 17 + (at >>> 8)) & 0xff);

describe('our server, the client of Node', () => {
  /** Answers with what it got: method and path as fields, the content as content, its length in a trailer. */
  function echo(duplex: Duplex, setup: Partial<Http2Setup> = {}) {
    const got = new Map<number, { fields: readonly Field[]; parts: Uint8Array[] }>();
    const answer = (id: number, c: Http2Connection) => {
      const { fields, parts } = got.get(id)!;
      const value = (name: string) => fields.find((field) => field.name === name)?.value ?? '';
      c.respond(
        id,
        [
          { name: ':status', value: '200' },
          { name: 'x-method', value: value(':method') },
          { name: 'x-path', value: value(':path') },
          { name: 'x-secret', value: 'abc', sensitive: true },
        ],
        false,
      );
      const asked = Number(value('x-want'));
      const content = asked > 0 ? [patterned(asked, id)] : parts;
      for (const part of content) c.send(id, part, false);
      c.trailers(id, [
        { name: 'x-length', value: String(parts.reduce((sum, { length }) => sum + length, 0)) },
      ]);
    };
    return joined({ role: 'server', creditAtOnce: true, ...setup }, duplex, (one, c) => {
      if (one.kind === 'headers' && one.what === 'request')
        got.set(one.stream, { fields: one.fields, parts: [] });
      if (one.kind === 'data') got.get(one.stream)!.parts.push(one.data);
      if ((one.kind === 'headers' || one.kind === 'data') && one.last) answer(one.stream, c);
    });
  }
  function ask(session: http2.ClientHttp2Session, headers: http2.OutgoingHttpHeaders, body?: Uint8Array) {
    return new Promise<{ head: IncomingHttpHeaders; body: Uint8Array; trailers: IncomingHttpHeaders }>(
      (resolve, reject) => {
        const request = session.request(headers, { endStream: !body });
        const parts: Uint8Array[] = [];
        let head: IncomingHttpHeaders = {};
        let trailers: IncomingHttpHeaders = {};
        request.on('response', (one) => (head = one));
        request.on('trailers', (one) => (trailers = one));
        request.on('data', (part: Uint8Array) => parts.push(part));
        request.on('end', () => resolve({ head, body: Buffer.concat(parts), trailers }));
        request.on('error', reject);
        if (body) request.end(body);
      },
    );
  }
  const open = (setup?: Partial<Http2Setup>, options: http2.ClientSessionOptions = {}) => {
    const [near, far] = duplexPair();
    const server = echo(far, setup);
    const session = http2.connect('http://example.test', { ...options, createConnection: () => near });
    return { ...server, session };
  };

  test('a request with content and an answer with trailers', async () => {
    const { session, connection } = open();
    const answer = await ask(session, { ':path': '/a', ':method': 'POST', cookie: 'a=b' }, latin1('hello'));
    expect(answer.head).toMatchObject({
      ':status': 200,
      'x-method': 'POST',
      'x-path': '/a',
      'x-secret': 'abc',
    });
    expect(Buffer.from(answer.body).toString()).toBe('hello');
    expect(answer.trailers).toMatchObject({ 'x-length': '5' });
    expect(connection.openStreams).toBe(0);
    session.close();
  });

  test('two hundred requests on one connection, no more than 100 at a time', async () => {
    const { session, connection } = open();
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, nth) =>
        ask(session, { ':path': `/${nth}`, ':method': 'POST', 'x-nth': `${nth}` }, patterned(100 + nth, nth)),
      ),
    );
    answers.forEach(({ head, body }, nth) => {
      expect(head['x-path']).toBe(`/${nth}`);
      expect(hashOf(body)).toBe(hashOf(patterned(100 + nth, nth)));
    });
    expect(connection.openStreams).toBe(0);
    session.close();
  });

  test('large content both ways, through windows of every size', async () => {
    for (const size of [16_384, 65_535, 1_000_000]) {
      const { session } = open(
        { settings: { INITIAL_WINDOW_SIZE: size }, connectionWindowBytes: size },
        { settings: { initialWindowSize: size, maxFrameSize: 20_000 } },
      );
      const body = patterned(2_000_003, size);
      const [up, down] = await Promise.all([
        ask(session, { ':path': '/up', ':method': 'POST' }, body),
        ask(session, { ':path': '/down', 'x-want': '1500001' }),
      ]);
      expect(hashOf(up.body)).toBe(hashOf(body));
      expect(down.body.length).toBe(1_500_001);
      session.close();
    }
  });

  test('every octet of a value survives Huffman in both directions', async () => {
    const { session } = open();
    for (const octets of ['\x80\xff\xe4', 'ÿþýüûúùø', '~{}|^`<>\\', '0123456789abcdef'.repeat(20)]) {
      const { head } = await ask(session, { ':path': `/${encodeURIComponent(octets)}` });
      expect(head['x-path']).toBe(`/${encodeURIComponent(octets)}`);
    }
    session.close();
  });

  test('a table of another size, also while it runs', async () => {
    const { session } = open({}, { settings: { headerTableSize: 100 } });
    await ask(session, { ':path': '/1' });
    session.settings({ headerTableSize: 0 });
    await ask(session, { ':path': '/2' });
    session.settings({ headerTableSize: 4096 });
    expect((await ask(session, { ':path': '/3' })).head['x-path']).toBe('/3');
    session.close();
  });

  test('GOAWAY: what is under way is finished, then both are gone', async () => {
    const { session, connection, flush } = open();
    const gone = new Promise<number>((resolve) => session.on('goaway', resolve));
    await ask(session, { ':path': '/early' });
    const answer = ask(session, { ':path': '/late', 'x-want': '300000' });
    while (connection.openStreams === 0) await new Promise((resolve) => setImmediate(resolve));
    connection.goaway();
    flush();
    expect((await answer).body.length).toBe(300_000);
    expect(await gone).toBe(0);
    expect(connection.over).toBe(true);
    session.destroy();
  });

  test('RST_STREAM and PING', async () => {
    const { session, connection } = open();
    const request = session.request({ ':path': '/big', 'x-want': '10000000' });
    request.on('error', () => {});
    await new Promise((resolve) => request.on('response', resolve));
    request.close(http2.constants.NGHTTP2_CANCEL);
    await new Promise((resolve) => request.on('close', resolve));
    const took = await new Promise((resolve) =>
      session.ping((error, duration) => resolve(error ?? duration)),
    );
    expect(typeof took).toBe('number');
    expect(connection.openStreams).toBe(0);
    session.close();
  });
});

describe('our client, the server of Node', () => {
  interface Answer {
    fields: readonly Field[];
    trailers: readonly Field[];
    parts: Uint8Array[];
  }
  function open(
    handle: (stream: http2.ServerHttp2Stream, headers: IncomingHttpHeaders) => void,
    setup: Partial<Http2Setup> = {},
  ) {
    const [near, far] = duplexPair();
    const server = http2.createServer({ settings: { maxConcurrentStreams: 50 } });
    server.on('stream', (stream, headers) => handle(stream as http2.ServerHttp2Stream, headers));
    server.on('sessionError', () => {});
    server.emit('connection', far);
    const answers = new Map<number, Answer>();
    const heard: Happening[] = [];
    const ended = new Map<number, () => void>();
    const { connection, flush } = joined({ role: 'client', creditAtOnce: true, ...setup }, near, (one) => {
      heard.push(one);
      if (one.kind === 'headers') {
        const answer = answers.get(one.stream)!;
        if (one.what === 'response') answer.fields = one.fields;
        if (one.what === 'trailers') answer.trailers = one.fields;
      }
      if (one.kind === 'data') answers.get(one.stream)!.parts.push(one.data);
      const over = one.kind === 'reset' || one.kind === 'unprocessed';
      if (((one.kind === 'headers' || one.kind === 'data') && one.last) || over) ended.get(one.stream)?.();
    });
    const ask = (path: string, body?: Uint8Array, more: readonly Field[] = []) => {
      const id = connection.request(
        [
          { name: ':method', value: body ? 'POST' : 'GET' },
          { name: ':scheme', value: 'http' },
          { name: ':authority', value: 'example.test' },
          { name: ':path', value: path },
          ...more,
        ],
        !body,
      );
      if (id === undefined) return undefined;
      const answer: Answer = { fields: [], trailers: [], parts: [] };
      answers.set(id, answer);
      if (body) connection.send(id, body, true);
      flush();
      return { id, answer: new Promise<Answer>((resolve) => ended.set(id, () => resolve(answer))) };
    };
    return { connection, flush, ask, heard };
  }
  const echo = (stream: http2.ServerHttp2Stream, headers: IncomingHttpHeaders) => {
    stream.on('error', () => {});
    stream.respond({ ':status': 200, 'x-path': headers[':path'] }, { waitForTrailers: true });
    stream.on('wantTrailers', () => stream.sendTrailers({ 'x-end': 'yes' }));
    stream.pipe(stream);
  };

  test('one request, then fifty at once with large content', async () => {
    const { ask, connection } = open(echo, { settings: { INITIAL_WINDOW_SIZE: 30_000 } });
    const first = await ask('/first', latin1('hi'))!.answer;
    expect(first.fields).toContainEqual({ name: 'x-path', value: '/first' });
    expect(first.trailers).toEqual([{ name: 'x-end', value: 'yes' }]);
    const bodies = Array.from({ length: 50 }, (_, nth) => patterned(50_000 + nth, nth));
    const asked = bodies.map((body, nth) => ask(`/${nth}`, body)!);
    // §5.1.2: the server takes 50 at a time
    expect(ask('/more')).toBeUndefined();
    const answers = await Promise.all(asked.map(({ answer }) => answer));
    answers.forEach(({ parts }, nth) => expect(hashOf(Buffer.concat(parts))).toBe(hashOf(bodies[nth]!)));
    expect(connection.openStreams).toBe(0);
    connection.goaway();
  });

  test('informational responses come before the final one', async () => {
    const { ask, heard } = open((stream) => {
      stream.additionalHeaders({ ':status': 103, link: '</a.css>; rel=preload' });
      stream.respond({ ':status': 204 });
      stream.end();
    });
    const { fields } = await ask('/')!.answer;
    expect(fields[0]).toEqual({ name: ':status', value: '204' });
    expect(heard.flatMap((one) => (one.kind === 'headers' ? [one.what] : []))).toEqual([
      'informational',
      'response',
    ]);
  });

  test('GOAWAY of the server: later requests are not opened', async () => {
    const { ask, connection, heard } = open((stream) => {
      stream.session!.goaway(0);
      stream.respond({ ':status': 200 });
      stream.end('bye');
    });
    const { parts } = await ask('/')!.answer;
    expect(Buffer.concat(parts).toString()).toBe('bye');
    expect(heard.some(({ kind }) => kind === 'goaway')).toBe(true);
    expect(ask('/again')).toBeUndefined();
    expect(connection.over).toBe(true);
  });
});
