/** SockJS frames, addresses and sessions; the event streams of the HTML standard. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { stream } from '#engine/kernel/random.ts';
import { MILLISECOND, SECOND } from '#engine/kernel/time.ts';
import { Fallback, timeoutOf } from '#engine/sockjs/fallback.ts';
import {
  readMessages,
  readSockFrame,
  SockLines,
  writeMessages,
  writeSockFrame,
} from '#engine/sockjs/framing.ts';
import { SockSession } from '#engine/sockjs/session.ts';
import { drawSession, infoDocument, readInfo, readSockUrl, sockUrl } from '#engine/sockjs/url.ts';
import { EventStream, writeEvent } from '#engine/sse/event-stream.ts';
import { encodeUtf8 } from '#engine/wire/utf8.ts';

test.each([
  ['o', { kind: 'open' }],
  ['h', { kind: 'heartbeat' }],
  ['a["hi","\\u2028"]', { kind: 'messages', messages: ['hi', '\u2028'] }],
  ['c[3000,"Go away!"]', { kind: 'close', code: 3000, reason: 'Go away!' }],
] as const)('the frame %s', (text, frame) => {
  expect(readSockFrame(text)).toEqual(frame);
  expect(writeSockFrame(frame)).toBe(text);
});

test.each(['', 'x', 'o1', 'a', 'a[1]', 'a{"b":1}', 'a["', 'c[]', 'c["x",1]'])('"%s" is no frame', (text) =>
  expect(readSockFrame(text)).toBeUndefined(),
);

test('messages go round, in lines of any pieces', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary' })), fc.integer({ min: 1, max: 9 }), (messages, size) => {
      expect(readMessages(writeMessages(messages))).toEqual(messages);
      const lines = new SockLines();
      const text = `${writeSockFrame({ kind: 'messages', messages })}\nh\n`;
      const got: string[] = [];
      for (let at = 0; at < text.length; at += size) got.push(...lines.take(text.slice(at, at + size)));
      expect(got.map((line) => readSockFrame(line))).toEqual([
        { kind: 'messages', messages },
        { kind: 'heartbeat' },
      ]);
    }),
  );
});

test('addresses of sessions', () => {
  const drawn = drawSession(stream(4, 'sockjs'));
  const url = { prefix: '/echo', ...drawn, transport: 'xhr_streaming' } as const;
  expect(sockUrl(url)).toMatch(/^\/echo\/[0-9]{3}\/[a-z0-5]{8}\/xhr_streaming$/);
  expect(readSockUrl(sockUrl(url), '/echo')).toEqual(url);
  for (const path of [
    '/echo',
    '/echo/a/b',
    '/echo//b/xhr',
    '/echo/a./b/xhr',
    '/echo/a/b.c/xhr',
    '/echo/a/b/jsonp',
    '/echo/a/b/xhr/',
  ])
    expect(readSockUrl(path, '/echo')).toBeUndefined();
  expect(readInfo(infoDocument(false, 7))).toEqual({ websocket: false });
  expect(readInfo('nonsense')).toBeUndefined();
});

test('a session outlives its requests, beats every 25 s, and is over 5 s after the last one', () => {
  const session = new SockSession(0);
  expect(session.attach(0)).toEqual({ frames: [{ kind: 'open' }], refused: false });
  expect(session.attach(1).frames[0]).toMatchObject({ kind: 'close', code: 2010 });
  session.detach(SECOND);
  session.send('a');
  session.send('b');
  expect(session.flush(SECOND)).toEqual([]);
  expect(session.attach(2 * SECOND).frames).toEqual([{ kind: 'messages', messages: ['a', 'b'] }]);
  expect(session.nextWake()).toBe(27 * SECOND);
  expect(session.poll(27 * SECOND)).toEqual([{ kind: 'heartbeat' }]);
  session.detach(30 * SECOND);
  expect([session.poll(34 * SECOND), session.over]).toEqual([[], false]);
  session.poll(35 * SECOND);
  expect(session.over).toBe(true);
  expect(session.attach(36 * SECOND).frames[0]).toMatchObject({ code: 3000 });
});

test('the order of the fall-backs, and how long each is waited for', () => {
  expect([timeoutOf(40 * MILLISECOND), timeoutOf(200 * MILLISECOND)]).toEqual([
    340 * MILLISECOND,
    800 * MILLISECOND,
  ]);
  const all = new Fallback(40 * MILLISECOND, true);
  expect([all.next(), all.next(), all.next(), all.next()].map((one) => one?.transport)).toEqual([
    'websocket',
    'xhr-streaming',
    'xhr-polling',
    undefined,
  ]);
  expect(new Fallback(200 * MILLISECOND, false).next()).toEqual({
    transport: 'xhr-streaming',
    timeoutNs: 1600 * MILLISECOND,
  });
});

// HTML standard §9.2.6, its own examples first
test.each([
  ['data: YHOO\ndata: +2\ndata: 10\n\n', ['message|YHOO\n+2\n10|']],
  [
    ': test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event\n\n',
    ['message|first event|1', 'message|second event|', 'message| third event|'],
  ],
  ['data\n\ndata\ndata\n\ndata:', ['message||', 'message|\n|']],
  ['data:test\n\ndata: test\n\n', ['message|test|', 'message|test|']],
  ['\ufeffevent: add\rdata: 1\r\rdata: 2\r\n\r\n', ['add|1|', 'message|2|']],
  ['event: x\n\ndata: y\n\n', ['message|y|']],
  ['id: a\0b\ndata: z\n\n', ['message|z|']],
])('the event stream %j', (text, expected) => {
  for (const size of [1000, 1, 2]) {
    const reader = new EventStream();
    const bytes = encodeUtf8(text);
    const got = Array.from({ length: Math.ceil(bytes.length / size) }, (_, n) =>
      reader.take(bytes.subarray(n * size, (n + 1) * size)),
    );
    expect(got.flat().map((one) => `${one.type}|${one.data}|${one.lastEventId}`)).toEqual(expected);
  }
});

test('what a server writes, an EventSource reads; retry is heard', () => {
  const reader = new EventStream();
  expect(reader.take(encodeUtf8(`retry: 1500\n${writeEvent('a\r\nb', { type: 'tick', id: '9' })}`))).toEqual([
    { type: 'tick', data: 'a\nb', lastEventId: '9' },
  ]);
  expect([reader.reconnectMs, reader.lastEventId]).toEqual([1500, '9']);
});
