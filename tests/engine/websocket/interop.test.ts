/** Our ends with the ends of npm's `ws`, over byte streams in memory: both directions, from the opening to the close. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { Duplex } from 'node:stream';
import { expect, test } from 'vitest';
import WebSocket, { WebSocketServer } from 'ws';
import type { Fields } from '#engine/http/message.ts';
import { stream } from '#engine/kernel/random.ts';
import { checkAnswer, keyFrom, openingFields } from '#engine/websocket/client-handshake.ts';
import { WebSocketEnd, type Happening } from '#engine/websocket/endpoint.ts';
import { OPCODE } from '#engine/websocket/frame.ts';
import { answerOpening } from '#engine/websocket/server-handshake.ts';
import { encodeUtf8 } from '#engine/wire/utf8.ts';

/** Two ends of a byte stream; what goes through is cut into pieces of `size`. */
function streams(size: number): [Duplex, Duplex] {
  const others = new Map<Duplex, Duplex>();
  const make = (): Duplex => {
    const one = new Duplex({
      read() {},
      write(chunk: Buffer, _, done) {
        for (let at = 0; at < chunk.length; at += size) others.get(one)!.push(chunk.subarray(at, at + size));
        done();
      },
      final(done) {
        others.get(one)!.push(null);
        done();
      },
    });
    const itself = () => one;
    return Object.assign(one, {
      setTimeout: itself,
      setNoDelay: itself,
      setKeepAlive: itself,
      ref: itself,
      unref: itself,
    });
  };
  const [a, b] = [make(), make()];
  others.set(a, b).set(b, a);
  return [a, b];
}

/** The head of an HTTP message, and the bytes behind it. */
function head(on: Duplex): Promise<{ line: string; fields: Fields; rest: Buffer }> {
  return new Promise((resolve) => {
    let all = Buffer.alloc(0);
    const take = (chunk: Buffer) => {
      all = Buffer.concat([all, chunk]);
      const end = all.indexOf('\r\n\r\n');
      if (end < 0) return;
      on.off('data', take).pause();
      const [line, ...lines] = all.toString('latin1', 0, end).split('\r\n');
      const fields = lines.map((one) => one.split(': ', 2) as [string, string]);
      resolve({ line: line!, fields, rest: all.subarray(end + 4) });
    };
    on.on('data', take);
  });
}
const written = (line: string, fields: Fields): string =>
  [line, ...fields.map((one) => one.join(': ')), '', ''].join('\r\n');

/** Runs an end of ours on a stream until it is over; `react` may call the end, and its output is sent. */
function drive(
  end: WebSocketEnd,
  on: Duplex,
  first: Buffer,
  react: (one: Happening) => void,
): Promise<Happening[]> {
  const all: Happening[] = [];
  const take = (list: readonly Happening[]) => {
    all.push(...list);
    list.forEach(react);
    for (const bytes of end.output()) on.write(bytes);
    if (end.hangUp && !on.writableEnded) on.end();
  };
  return new Promise((resolve) => {
    on.on('data', (chunk: Buffer) => take(end.receive(chunk)));
    on.on('end', () => {
      take(end.lost());
      resolve(all);
    });
    take(end.receive(first));
    on.resume();
  });
}

const TEXTS = ['Hello', '', '안녕 🙂', 'x'.repeat(70_000), '*'.repeat(126)];
const PIECES = [1 << 20, 1000, 7];
const texts = (list: readonly Happening[]) =>
  list.flatMap((one) => (one.what === 'message' ? [Buffer.from(one.bytes).toString()] : []));

/** Echoes what comes, and pings; gives what it heard. */
function echo(peer: WebSocket): { heard: string[]; pongs: string[]; closed: Promise<[number, Buffer]> } {
  const [heard, pongs]: [string[], string[]] = [[], []];
  peer.on('message', (data: Buffer, binary) => {
    heard.push(data.toString());
    peer.send(data, { binary });
  });
  peer.on('pong', (data: Buffer) => pongs.push(data.toString()));
  peer.ping('from ws');
  return { heard, pongs, closed: once(peer, 'close') as Promise<[number, Buffer]> };
}

/** Our end says everything, is echoed, and closes. */
async function converse(
  end: WebSocketEnd,
  on: Duplex,
  first: Buffer,
  peer: Promise<WebSocket>,
): Promise<void> {
  const { heard, pongs, closed } = echo(await peer);
  for (const one of TEXTS) end.send(one);
  end.frame({ fin: false, opcode: OPCODE.text, payload: encodeUtf8('in ') });
  end.ping(encodeUtf8('ours'));
  end.frame({ fin: true, opcode: OPCODE.continuation, payload: encodeUtf8('pieces') });
  const all = [...TEXTS, 'in pieces'];
  let echoed = 0;
  const driven = drive(end, on, first, (one) => {
    if (one.what === 'message' && (echoed += 1) === all.length) end.close(4001, 'done');
  });
  const happened = await driven;
  expect(texts(happened)).toEqual(all);
  expect(heard).toEqual(all);
  expect(pongs).toEqual(['from ws']);
  expect(happened.filter((one) => one.what === 'pong')).toHaveLength(1);
  expect(happened.at(-1)).toMatchObject({ what: 'close', code: 4001, clean: true });
  const [code, reason] = await closed;
  expect([code, String(reason)]).toEqual([4001, 'done']);
}

test.each(PIECES)('our client, their server, in pieces of %i bytes', async (size) => {
  const [ours, theirs] = streams(size);
  const http = createServer();
  const server = new WebSocketServer({ server: http, handleProtocols: () => 'v2.chat' });
  const peer = (once(server, 'connection') as Promise<[WebSocket]>).then(([one]) => one);
  http.emit('connection', theirs);
  const opening = {
    host: 'example.com',
    target: '/chat',
    key: keyFrom(stream(size, 'key')),
    protocols: ['v1.chat', 'v2.chat'],
  };
  ours.write(written('GET /chat HTTP/1.1', openingFields(opening)));
  const { line, fields, rest } = await head(ours);
  expect(checkAnswer(opening, { status: Number(line.split(' ')[1]), fields })).toEqual({
    protocol: 'v2.chat',
  });
  await converse(new WebSocketEnd({ role: 'client', random: stream(1, 'mask') }), ours, rest, peer);
  server.close();
});

test.each(PIECES)('our server, their client, in pieces of %i bytes', async (size) => {
  const [ours, theirs] = streams(size);
  const client = new WebSocket('ws://example.com/chat', ['v1.chat', 'v2.chat'], {
    createConnection: () => theirs as never,
    origin: 'https://example.com',
  });
  const peer = once(client, 'open').then(() => client);
  const { line, fields, rest } = await head(ours);
  const [method] = line.split(' ');
  const policy = { origins: ['https://example.com'], protocols: ['v2.chat'] };
  const answer = answerOpening({ method: method!, version: 11, fields }, policy);
  expect(answer.status).toBe(101);
  ours.write(written('HTTP/1.1 101 Switching Protocols', answer.fields));
  await converse(new WebSocketEnd({ role: 'server' }), ours, rest, peer);
  expect(client.protocol).toBe('v2.chat');
});

test('their client is turned away with 426 for a version that nobody speaks', async () => {
  const [ours, theirs] = streams(100);
  const client = new WebSocket('ws://example.com/', {
    createConnection: () => theirs as never,
    protocolVersion: 8,
  });
  const refused = once(client, 'unexpected-response') as Promise<
    [unknown, { statusCode: number; headers: Record<string, string> }]
  >;
  const { fields } = await head(ours);
  const answer = answerOpening({ method: 'GET', version: 11, fields });
  ours.end(
    written(`HTTP/1.1 ${answer.status} Upgrade Required`, [...answer.fields, ['Content-Length', '0']]),
  );
  const [, response] = await refused;
  expect([response.statusCode, response.headers['sec-websocket-version']]).toEqual([426, '13']);
  client.on('error', () => {}).terminate();
});
