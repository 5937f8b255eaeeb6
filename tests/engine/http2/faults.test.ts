/** What a peer can do wrong, a row each: the frames, and which rule they break. Every fault of the table stands here. */
import { describe, expect, test } from 'vitest';
import { ERROR, FLAG, PREFACE } from '#engine/http2/codes.ts';
import { Http2Connection } from '#engine/http2/connection.ts';
import { clauseOf, FAULTS, type Fault } from '#engine/http2/faults.ts';
import {
  dataFrame,
  encodeFrame,
  headerFrames,
  resetFrame,
  settingsFrame,
  windowUpdateFrame,
} from '#engine/http2/frames.ts';
import { client, frame, GET, headers, opened, POST, server, block } from './by-hand.ts';
import { fromHex, joined, latin1 } from './octets.ts';

type Row = readonly [what: string, fault: Fault, ...frames: readonly Uint8Array[]];
const without = (name: string) => GET.filter((line) => !line.startsWith(name));
const many = <T>(count: number, make: (nth: number) => T): T[] =>
  Array.from({ length: count }, (_, nth) => make(nth));

const TO_SERVER: readonly Row[] = [
  ['a frame of more than 16,384 bytes', 'h2.frame-too-large', encodeFrame(0, 0, 1, new Uint8Array(16_385))],
  ['DATA on stream 0', 'h2.on-stream-0', frame('DATA', 0, 0, 1)],
  ['HEADERS on stream 0', 'h2.on-stream-0', headers(0, GET)],
  ['PRIORITY on stream 0', 'h2.on-stream-0', frame('PRIORITY', 0, 0, 0, 0, 0, 0, 0)],
  ['RST_STREAM on stream 0', 'h2.on-stream-0', resetFrame(0, 8)],
  ['CONTINUATION on stream 0', 'h2.on-stream-0', frame('CONTINUATION', 4, 0)],
  ['SETTINGS on a stream', 'h2.not-on-stream-0', frame('SETTINGS', 0, 1)],
  ['PING on a stream', 'h2.not-on-stream-0', frame('PING', 0, 1, 0, 0, 0, 0, 0, 0, 0, 0)],
  ['GOAWAY on a stream', 'h2.not-on-stream-0', frame('GOAWAY', 0, 1, 0, 0, 0, 0, 0, 0, 0, 0)],
  ['as much padding as payload', 'h2.padding', opened(1), frame('DATA', FLAG.PADDED, 1, 5, 1, 2, 3, 4)],
  ['no room for the length of the padding', 'h2.too-short', opened(1), frame('DATA', FLAG.PADDED, 1)],
  ['no room for the priority', 'h2.too-short', frame('HEADERS', FLAG.PRIORITY | FLAG.END_HEADERS, 1, 0, 0)],
  ['PRIORITY of 4 bytes', 'h2.priority-length', opened(1), frame('PRIORITY', 0, 1, 0, 0, 0, 0)],
  ['RST_STREAM of 3 bytes', 'h2.reset-length', opened(1), frame('RST_STREAM', 0, 1, 0, 0, 0)],
  ['SETTINGS of 5 bytes', 'h2.settings-length', frame('SETTINGS', 0, 0, 0, 1, 0, 0, 0)],
  [
    'an acknowledgment with settings',
    'h2.settings-ack-length',
    frame('SETTINGS', FLAG.ACK, 0, 0, 1, 0, 0, 0, 0),
  ],
  ['PING of 7 bytes', 'h2.ping-length', frame('PING', 0, 0, 1, 2, 3, 4, 5, 6, 7)],
  ['GOAWAY of 7 bytes', 'h2.goaway-length', frame('GOAWAY', 0, 0, 1, 2, 3, 4, 5, 6, 7)],
  ['WINDOW_UPDATE of 3 bytes', 'h2.window-update-length', frame('WINDOW_UPDATE', 0, 0, 0, 0, 1)],
  ['CONTINUATION without HEADERS', 'h2.continuation-alone', frame('CONTINUATION', 4, 1)],
  [
    'PING within a header block',
    'h2.continuation-expected',
    headers(1, GET, 0),
    frame('PING', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
  ],
  [
    'an unknown frame within a header block',
    'h2.continuation-expected',
    headers(1, GET, 0),
    encodeFrame(0x77, 0, 0, new Uint8Array(0)),
  ],
  [
    'CONTINUATION of another stream',
    'h2.continuation-expected',
    headers(1, GET, 0),
    frame('CONTINUATION', 4, 3),
  ],
  ['a block that is no HPACK', 'h2.compression', frame('HEADERS', FLAG.END_HEADERS, 1, 0x80)],
  [
    'CONTINUATION without end',
    'h2.block-too-large',
    headers(1, GET, 0),
    ...many(65, () => frame('CONTINUATION', 0, 1)),
  ],
  [
    'a header list of 70,000 bytes',
    'h2.list-too-large',
    ...headerFrames(1, block(...GET, `x: ${'0'.repeat(30_000)}`, `y: ${'0'.repeat(40_000)}`), true, 16_384),
  ],
  ['ENABLE_PUSH 2', 'h2.enable-push', settingsFrame([[2, 2]])],
  ['INITIAL_WINDOW_SIZE 2^31', 'h2.initial-window', settingsFrame([[4, 0x8000_0000]])],
  ['MAX_FRAME_SIZE 16,383', 'h2.max-frame-size', settingsFrame([[5, 16_383]])],
  ['MAX_FRAME_SIZE 2^24', 'h2.max-frame-size', settingsFrame([[5, 0x100_0000]])],
  ['ENABLE_CONNECT_PROTOCOL 2', 'h2.enable-connect', settingsFrame([[8, 2]])],
  ['a request on stream 2', 'h2.even-stream', headers(1, GET), headers(2, GET)],
  ['stream 3 after stream 5', 'h2.stream-went-back', headers(5, GET), headers(3, GET)],
  ['DATA on an idle stream', 'h2.idle-stream', dataFrame(1, latin1('x'), true)],
  ['RST_STREAM on an idle stream', 'h2.idle-stream', resetFrame(1, 8)],
  ['WINDOW_UPDATE on an idle stream', 'h2.idle-stream', windowUpdateFrame(1, 1)],
  [
    'DATA on a stream that was passed over',
    'h2.stream-closed',
    headers(5, GET),
    dataFrame(3, latin1('x'), true),
  ],
  ['DATA after END_STREAM', 'h2.half-closed', headers(1, GET), dataFrame(1, latin1('x'), true)],
  ['HEADERS after END_STREAM', 'h2.half-closed', headers(1, GET), headers(1, GET)],
  ['DATA after RST_STREAM', 'h2.half-closed', opened(1), resetFrame(1, 8), dataFrame(1, latin1('x'), true)],
  ['HEADERS after RST_STREAM', 'h2.half-closed', opened(1), resetFrame(1, 8), headers(1, GET)],
  ['the 101st stream', 'h2.too-many-streams', ...many(101, (nth) => opened(2 * nth + 1))],
  ['PUSH_PROMISE of a client', 'h2.push', opened(1), frame('PUSH_PROMISE', 4, 1, 0, 0, 0, 2)],
  [
    'a second GOAWAY with a higher number',
    'h2.goaway-went-up',
    frame('GOAWAY', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
    frame('GOAWAY', 0, 0, 0, 0, 0, 2, 0, 0, 0, 0),
  ],
  ['an increment of 0 on a stream', 'h2.window-increment-0', opened(1), windowUpdateFrame(1, 0)],
  ['an increment of 0 on the connection', 'h2.connection-increment-0', windowUpdateFrame(0, 0)],
  ['a stream window above 2^31-1', 'h2.window-overflow', opened(1), windowUpdateFrame(1, 0x7fff_ffff)],
  ['the connection window above 2^31-1', 'h2.connection-window-overflow', windowUpdateFrame(0, 0x7fff_ffff)],
  [
    'a window above 2^31-1 by SETTINGS',
    'h2.settings-window-overflow',
    opened(1),
    windowUpdateFrame(1, 1),
    settingsFrame([[4, 0x7fff_ffff]]),
  ],
  [
    'more than the connection window',
    'h2.connection-window-exceeded',
    opened(1),
    opened(3),
    ...many(5, (nth) => dataFrame(nth % 2 === 0 ? 1 : 3, new Uint8Array(16_000), false)),
  ],
  ['a field name in upper case', 'h2.field-name', headers(1, [...GET, 'X-A: b'])],
  ['a field name with a space', 'h2.field-name', headers(1, [...GET, 'x a: b'])],
  ['a field value with a line feed', 'h2.field-value', headers(1, [...GET, 'x: a\nb'])],
  ['a field value with a space behind', 'h2.field-value', headers(1, [...GET, 'x: a '])],
  ['Connection', 'h2.connection-field', headers(1, [...GET, 'connection: close'])],
  ['Transfer-Encoding', 'h2.connection-field', headers(1, [...GET, 'transfer-encoding: chunked'])],
  ['TE other than trailers', 'h2.connection-field', headers(1, [...GET, 'te: gzip'])],
  [
    'a pseudo-header field behind others',
    'h2.pseudo-late',
    headers(1, [...without(':path'), 'x: y', ':path: /']),
  ],
  ['the same one twice', 'h2.pseudo-twice', headers(1, [...GET, ':path: /b'])],
  ['one that nobody knows', 'h2.pseudo-unknown', headers(1, [...GET, ':color: red'])],
  ['one of responses', 'h2.pseudo-unknown', headers(1, [':status: 200', ...GET])],
  ['no method', 'h2.pseudo-missing', headers(1, without(':method'))],
  ['no scheme', 'h2.pseudo-missing', headers(1, without(':scheme'))],
  ['no path', 'h2.pseudo-missing', headers(1, without(':path'))],
  ['an empty path', 'h2.path', headers(1, [...without(':path'), ':path: '])],
  ['a path without a slash', 'h2.path', headers(1, [...without(':path'), ':path: a'])],
  [
    'a user in the authority',
    'h2.authority',
    headers(1, [...without(':authority'), ':authority: me@a.test']),
  ],
  ['Host and authority at odds', 'h2.authority', headers(1, [...GET, 'host: b.test'])],
  [
    'CONNECT with a path',
    'h2.connect',
    headers(1, [':method: CONNECT', ':authority: a.test:443', ':path: /']),
  ],
  ['CONNECT without an authority', 'h2.connect', headers(1, [':method: CONNECT'])],
  [
    ':protocol where it was not offered',
    'h2.extended-connect',
    headers(1, [':method: CONNECT', ...GET.slice(1), ':protocol: websocket']),
  ],
  ['a pseudo-header field in trailers', 'h2.pseudo-in-trailers', opened(1), headers(1, [':path: /'])],
  [
    'a second section that does not end the stream',
    'h2.trailers-not-last',
    opened(1),
    headers(1, ['x: y'], FLAG.END_HEADERS),
  ],
  [
    'less content than announced',
    'h2.content-length',
    headers(1, [...POST, 'content-length: 5'], 4),
    dataFrame(1, latin1('abc'), true),
  ],
  [
    'more content than announced',
    'h2.content-length',
    headers(1, [...POST, 'content-length: 2'], 4),
    dataFrame(1, latin1('abc'), false),
  ],
  ['two lengths', 'h2.content-length', headers(1, [...POST, 'content-length: 2', 'content-length: 3'], 4)],
  [
    '1,001 streams, each cancelled at once',
    'h2.reset-flood',
    ...many(1001, (nth) => joined(opened(2 * nth + 1), resetFrame(2 * nth + 1, 8))),
  ],
  [
    '1,001 PINGs whose answers are not taken',
    'h2.answer-flood',
    ...many(1001, () => frame('PING', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)),
  ],
  [
    '1,001 empty DATA frames',
    'h2.empty-flood',
    opened(1),
    ...many(1001, () => dataFrame(1, new Uint8Array(0), false)),
  ],
];
/** Whose connection may have more under way than one stream. */
const TO_WIDE_SERVER: readonly Row[] = [
  [
    'more than a stream window',
    'h2.window-exceeded',
    opened(1),
    ...many(5, () => dataFrame(1, new Uint8Array(16_000), false)),
  ],
];
const TO_CLIENT: readonly Row[] = [
  ['ENABLE_PUSH 1 of a server', 'h2.enable-push', settingsFrame([[2, 1]])],
  ['PUSH_PROMISE where it was refused', 'h2.push', frame('PUSH_PROMISE', 4, 1, 0, 0, 0, 2)],
  ['a response to no request', 'h2.idle-stream', headers(3, [':status: 200'])],
  ['HEADERS on a stream of the server', 'h2.idle-stream', headers(2, [':status: 200'])],
  ['HEADERS after the end', 'h2.stream-closed', headers(1, [':status: 200']), headers(1, [':status: 200'])],
  ['no status', 'h2.status', headers(1, ['x: y'])],
  ['a status of two digits', 'h2.status', headers(1, [':status: 20'])],
  ['101', 'h2.status', headers(1, [':status: 101'], 4)],
  ['an informational response that ends the stream', 'h2.informational-last', headers(1, [':status: 103'])],
  ['content before the header section', 'h2.data-before-headers', dataFrame(1, latin1('x'), false)],
  ['content of a 204', 'h2.content-length', headers(1, [':status: 204'], 4), dataFrame(1, latin1('x'), true)],
];

function faultOf(connection: Http2Connection, frames: readonly Uint8Array[]) {
  const heard = connection.receive(joined(...frames), 0);
  const fault = heard.find((one) => (one.kind === 'reset' || one.kind === 'broken') && one.fault !== '');
  const out = connection.take();
  return { fault, out };
}

describe.each([
  ['to a server', TO_SERVER, () => server()],
  ['to a server with a wide window', TO_WIDE_SERVER, () => server({ connectionWindowBytes: 1_000_000 })],
  ['to a client', TO_CLIENT, () => client()],
] as const)('%s', (_, rows, make) => {
  test.each(rows.map(([what, fault, ...frames]) => [what, fault, frames] as const))(
    '%s: %s',
    (_, expected, frames) => {
      const { fault, out } = faultOf(make(), frames);
      const [scope, name] = FAULTS[expected];
      expect(fault).toMatchObject({
        fault: expected,
        kind: scope === 'connection' ? 'broken' : 'reset',
        code: ERROR[name],
      });
      // The peer is told by the frame that belongs to it, with the code
      const type = scope === 'connection' ? 7 : 3;
      const at = frameAt(out, type)!;
      expect(at).toBeDefined();
      expect(out[at + 9 + (type === 7 ? 7 : 3)]).toBe(ERROR[name]);
    },
  );
});
/** Where the last frame of that type begins. */
function frameAt(bytes: Uint8Array, type: number): number | undefined {
  let found: number | undefined;
  for (
    let at = 0;
    at + 9 <= bytes.length;
    at += 9 + ((bytes[at]! << 16) | (bytes[at + 1]! << 8) | bytes[at + 2]!)
  )
    if (bytes[at + 3] === type) found = at;
  return found;
}

test('before the preface is whole nothing else is taken, and a wrong octet ends it', () => {
  const wrong = new Http2Connection({ role: 'server' });
  expect(wrong.receive(latin1('GET / HTTP/1.1\r\n'), 0)).toMatchObject([
    { kind: 'broken', fault: 'h2.bad-preface' },
  ]);
  const late = new Http2Connection({ role: 'server' });
  expect(late.receive(joined(PREFACE, headers(1, GET)), 0)).toMatchObject([
    { kind: 'broken', fault: 'h2.first-frame' },
  ]);
});

test('every fault of the table has a row here and a clause', () => {
  const rows = new Set<string>([
    'h2.bad-preface',
    'h2.first-frame',
    ...[...TO_SERVER, ...TO_WIDE_SERVER, ...TO_CLIENT].map(([, fault]) => fault),
  ]);
  expect(Object.keys(FAULTS).filter((fault) => !rows.has(fault))).toEqual([]);
  for (const fault of Object.keys(FAULTS) as Fault[]) expect(clauseOf(fault)).toMatch(/^RFC \d{4} §[\d.]+$/);
});

describe('what is no fault', () => {
  test.each<[string, ...Uint8Array[]]>([
    ['a frame of an unknown type (§5.5)', encodeFrame(0x42, 0xff, 7, latin1('anything'))],
    ['an unknown setting (§6.5.2)', settingsFrame([[0x99, 7]])],
    ['an unknown flag (§4.1)', frame('PING', 0xf0, 0, 0, 0, 0, 0, 0, 0, 0, 0)],
    ['PRIORITY on an idle stream (§5.1), of itself too (§5.3.2)', frame('PRIORITY', 0, 9, 0, 0, 0, 9, 200)],
    ['padding without data', opened(1), frame('DATA', FLAG.PADDED, 1, 3, 0, 0, 0)],
    [
      'late frames on a stream that we have reset (§5.1)',
      headers(1, [...GET, 'X: y'], 4),
      dataFrame(1, latin1('late'), true),
    ],
    ['WINDOW_UPDATE on a closed stream (§5.1)', opened(1), resetFrame(1, 8), windowUpdateFrame(1, 5)],
    [
      'GOAWAY twice, lower (§6.8)',
      frame('GOAWAY', 0, 0, 0, 0, 0, 2, 0, 0, 0, 0),
      frame('GOAWAY', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
    ],
    [
      'OPTIONS * (§8.3.1)',
      headers(1, [':method: OPTIONS', ':scheme: http', ':authority: a.test', ':path: *']),
    ],
    ['CONNECT (§8.5)', headers(1, [':method: CONNECT', ':authority: a.test:443'], 4)],
    ['TE: trailers (§8.2.2)', headers(1, [...GET, 'te: trailers'])],
  ])('%s', (_, ...frames) => {
    const heard = server().receive(joined(...frames), 0);
    expect(heard.filter((one) => one.kind === 'broken')).toEqual([]);
  });
  test('extended CONNECT where it was offered and acknowledged (RFC 8441 §4)', () => {
    const connection = server({ settings: { ENABLE_CONNECT_PROTOCOL: 1 } });
    const asked = [':method: CONNECT', ':protocol: websocket', ...GET.slice(1)];
    expect(connection.receive(joined(frame('SETTINGS', 1, 0), headers(1, asked, 4)), 0)).toMatchObject([
      { kind: 'settings-acknowledged' },
      { kind: 'headers', what: 'request' },
    ]);
  });
  test('the compression state goes on through refused and malformed requests (§4.3)', () => {
    const connection = server();
    const first = fromHex('828684410f7777772e6578616d706c652e636f6d');
    connection.receive(encodeFrame(1, 4, 1, joined(first, block('X: upper'))), 0);
    expect(connection.receive(encodeFrame(1, 5, 3, fromHex('828684be')), 0)).toMatchObject([
      { kind: 'headers', fields: [{}, {}, {}, { name: ':authority', value: 'www.example.com' }] },
    ]);
  });
});
