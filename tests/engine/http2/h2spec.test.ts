/**
 * The cases of h2spec's `http2` by their numbers, in our words, against our server over bytes in memory. Its numbers are those of RFC 7540;
 * where RFC 9113 has changed the rule (5.3.1) the row says so.
 */
import { expect, test } from 'vitest';
import { FLAG, PREFACE, FRAME } from '#engine/http2/codes.ts';
import {
  dataFrame,
  encodeFrame,
  resetFrame,
  settingsFrame,
  windowUpdateFrame,
} from '#engine/http2/frames.ts';
import { answers, continued, DONE, holds, of, PING, TAKEN, without, type Row } from './answers.ts';
import { block, frame, GET, headers, opened, POST, server } from './by-hand.ts';
import { EITHER_END } from './either-end.ts';
import { fromHex, joined, latin1 } from './octets.ts';

const { END_HEADERS, PADDED, PRIORITY } = FLAG;
const bytes = (count: number) => new Uint8Array(count);

const ROWS: readonly Row[] = [
  ...EITHER_END,
  [
    '4.2/1',
    'DATA of 16,384 bytes',
    DONE,
    opened(1),
    dataFrame(1, bytes(16_384), false),
    dataFrame(1, bytes(16_384), true),
  ],
  ['4.2/2', 'DATA of 16,385 bytes', 'FRAME_SIZE_ERROR', opened(1), dataFrame(1, bytes(16_385), true)],
  [
    '4.3/1',
    'a block that cannot be read',
    'COMPRESSION_ERROR',
    encodeFrame(FRAME.HEADERS, 5, 1, fromHex('8286840f')),
  ],
  [
    '4.3/2',
    'PRIORITY within a block',
    'PROTOCOL_ERROR',
    headers(1, GET, 1),
    frame('PRIORITY', 0, 1, 0, 0, 0, 0, 255),
  ],
  [
    '4.3/3',
    'HEADERS of another stream within a block',
    'PROTOCOL_ERROR',
    headers(1, GET, 1),
    headers(3, GET),
  ],
  ['5.1/1', 'idle: DATA', 'PROTOCOL_ERROR', dataFrame(1, latin1('test'), true)],
  ['5.1/2', 'idle: RST_STREAM', 'PROTOCOL_ERROR', resetFrame(1, 8)],
  ['5.1/3', 'idle: WINDOW_UPDATE', 'PROTOCOL_ERROR', windowUpdateFrame(1, 100)],
  ['5.1/4', 'idle: CONTINUATION', 'PROTOCOL_ERROR', continued(1, ...GET)],
  ['5.1/5', 'half-closed: DATA', '1 STREAM_CLOSED', headers(1, POST), dataFrame(1, latin1('test'), true)],
  ['5.1/6', 'half-closed: HEADERS', '1 STREAM_CLOSED', headers(1, POST), of(GET)],
  ['5.1/7', 'half-closed: CONTINUATION', 'PROTOCOL_ERROR', headers(1, POST), continued(1, ...GET)],
  [
    '5.1/8',
    'closed by RST_STREAM: DATA',
    '1 STREAM_CLOSED',
    opened(1),
    resetFrame(1, 8),
    dataFrame(1, latin1('test'), true),
  ],
  ['5.1/9', 'closed by RST_STREAM: HEADERS', '1 STREAM_CLOSED', opened(1), resetFrame(1, 8), of(GET)],
  [
    '5.1/10',
    'closed by RST_STREAM: CONTINUATION',
    'PROTOCOL_ERROR',
    opened(1),
    resetFrame(1, 8),
    continued(1, 'x: y'),
  ],
  ['5.1/11', 'closed: DATA', `${DONE}, STREAM_CLOSED`, of(GET), TAKEN, dataFrame(1, latin1('test'), true)],
  ['5.1/12', 'closed: HEADERS', `${DONE}, STREAM_CLOSED`, of(GET), TAKEN, of(GET)],
  ['5.1/13', 'closed: CONTINUATION', `${DONE}, PROTOCOL_ERROR`, of(GET), TAKEN, continued(1, 'x: y')],
  ['5.1.1/1', 'an even number', 'PROTOCOL_ERROR', headers(2, GET)],
  ['5.1.1/2', 'a number below the last', 'PROTOCOL_ERROR', opened(5), opened(3)],
  [
    '5.1.2/1',
    'one stream too many',
    '201 REFUSED_STREAM',
    ...Array.from({ length: 101 }, (_, nth) => opened(2 * nth + 1)),
  ],
  // RFC 9113 §5.3.2: what priorities say is passed over; RFC 7540 made a stream error of it
  [
    '5.3.1/1',
    'HEADERS that depend on themselves',
    DONE,
    encodeFrame(1, PRIORITY | 5, 1, joined(fromHex('00000001ff'), block(...GET))),
  ],
  ['5.3.1/2', 'PRIORITY that depends on itself', 'pong', frame('PRIORITY', 0, 2, 0, 0, 0, 2, 255), PING],
  [
    '5.4.1/1',
    'nothing is read behind a connection error',
    'PROTOCOL_ERROR',
    frame('PING', 0, 3, 0, 0, 0, 0, 0, 0, 0, 0),
    PING,
  ],
  [
    '5.5/2',
    'an extension within a block',
    'PROTOCOL_ERROR',
    headers(1, GET, 1),
    encodeFrame(0x16, 0, 1, bytes(8)),
  ],
  ['6.1/1', 'DATA on stream 0', 'PROTOCOL_ERROR', opened(1), dataFrame(0, latin1('test'), true)],
  [
    '6.1/2',
    'DATA on a stream that is not open',
    '1 STREAM_CLOSED',
    headers(1, POST),
    dataFrame(1, latin1('test'), true),
  ],
  [
    '6.1/3',
    'DATA with more padding than payload',
    'PROTOCOL_ERROR',
    opened(1),
    frame('DATA', PADDED | 1, 1, 6, 1, 2, 3, 4),
  ],
  [
    '6.2/1',
    'PRIORITY behind HEADERS without END_HEADERS',
    'PROTOCOL_ERROR',
    headers(1, GET, 1),
    frame('PRIORITY', 0, 1, 0, 0, 0, 0, 1),
  ],
  ['6.2/2', 'HEADERS of another stream there', 'PROTOCOL_ERROR', headers(1, GET, 1), headers(3, GET)],
  ['6.2/3', 'HEADERS on stream 0', 'PROTOCOL_ERROR', headers(0, GET)],
  [
    '6.2/4',
    'HEADERS with more padding than payload',
    'PROTOCOL_ERROR',
    frame('HEADERS', PADDED | 5, 1, 9, 0x82, 0x86, 0x84),
  ],
  ['6.3/2', 'PRIORITY of 4 bytes', '1 FRAME_SIZE_ERROR', opened(1), frame('PRIORITY', 0, 1, 0, 0, 0, 1)],
  ['6.4/2', 'RST_STREAM on an idle stream', 'PROTOCOL_ERROR', resetFrame(1, 8)],
  ['6.4/3', 'RST_STREAM of 3 bytes', 'FRAME_SIZE_ERROR', opened(1), frame('RST_STREAM', 0, 1, 0, 0, 0)],
  ['6.5.2/1', 'ENABLE_PUSH 2', 'PROTOCOL_ERROR', settingsFrame([[2, 2]])],
  [
    '6.5.3/1',
    'the same setting twice: the last holds',
    'settled, 1 1',
    settingsFrame([
      [4, 100],
      [4, 1],
    ]),
    of(GET),
  ],
  ['6.5.3/2', 'SETTINGS are acknowledged', 'settled', settingsFrame([[3, 100]])],
  ['6.9/2', 'an increment of 0 on a stream', '1 PROTOCOL_ERROR', opened(1), windowUpdateFrame(1, 0)],
  ['6.9.1/1', 'no more DATA than the window', 'settled, 1 1', settingsFrame([[4, 1]]), of(GET)],
  [
    '6.9.1/2',
    "the connection's window above 2^31-1",
    'FLOW_CONTROL_ERROR',
    windowUpdateFrame(0, 0x7fff_ffff),
    windowUpdateFrame(0, 0x7fff_ffff),
  ],
  [
    '6.9.1/3',
    "a stream's window above 2^31-1",
    '1 FLOW_CONTROL_ERROR',
    opened(1),
    windowUpdateFrame(1, 0x7fff_ffff),
    windowUpdateFrame(1, 0x7fff_ffff),
  ],
  [
    '6.9.2/1',
    'a window of 0, then 1',
    'settled, settled, 1 1',
    settingsFrame([[4, 0]]),
    of(GET),
    TAKEN,
    settingsFrame([[4, 1]]),
  ],
  [
    '6.9.2/2',
    'a window below 0 is filled up first',
    'settled, 1 3, settled, 1 1',
    settingsFrame([[4, 3]]),
    of(GET),
    TAKEN,
    settingsFrame([[4, 2]]),
    TAKEN,
    windowUpdateFrame(1, 2),
  ],
  ['6.9.2/3', 'INITIAL_WINDOW_SIZE 2^31', 'FLOW_CONTROL_ERROR', settingsFrame([[4, 0x8000_0000]])],
  [
    '6.10/1',
    'several CONTINUATION frames',
    DONE,
    headers(1, GET, 1),
    encodeFrame(9, 0, 1, block('a: b')),
    continued(1, 'x: y'),
  ],
  [
    '6.10/2',
    'DATA within a block',
    'PROTOCOL_ERROR',
    headers(1, POST, 0),
    encodeFrame(9, 0, 1, block('a: b')),
    dataFrame(1, latin1('x'), true),
  ],
  ['6.10/3', 'CONTINUATION on stream 0', 'PROTOCOL_ERROR', headers(1, GET, 1), continued(0, 'x: y')],
  ['6.10/4', 'CONTINUATION behind a whole block', 'PROTOCOL_ERROR', opened(1), continued(1, 'x: y')],
  [
    '6.10/5',
    'CONTINUATION behind the last',
    'PROTOCOL_ERROR',
    headers(1, POST, 0),
    continued(1, 'x: y'),
    continued(1, 'x: y'),
  ],
  [
    '6.10/6',
    'CONTINUATION behind DATA',
    'PROTOCOL_ERROR',
    opened(1),
    dataFrame(1, latin1('x'), false),
    continued(1, 'x: y'),
  ],
  [
    '7/1',
    'GOAWAY with a code that nobody knows',
    'pong',
    frame('GOAWAY', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff),
    PING,
  ],
  ['7/2', 'RST_STREAM with a code that nobody knows', 'pong', opened(1), resetFrame(1, 0xff), PING],
  [
    '8.1/1',
    'a second HEADERS without END_STREAM',
    '1 PROTOCOL_ERROR',
    opened(1),
    dataFrame(1, latin1('x'), false),
    headers(1, ['x: y'], END_HEADERS),
  ],
  ['8.1.2/1', 'a name in upper case', '1 PROTOCOL_ERROR', of(GET, 'X-TEST: ok')],
  ['8.1.2.1/1', 'a pseudo-header field that nobody knows', '1 PROTOCOL_ERROR', of(GET, ':test: ok')],
  ['8.1.2.1/2', 'one of responses', '1 PROTOCOL_ERROR', of(GET, ':status: 200')],
  [
    '8.1.2.1/3',
    'one in trailers',
    '1 PROTOCOL_ERROR',
    opened(1),
    dataFrame(1, latin1('x'), false),
    headers(1, [':method: POST']),
  ],
  ['8.1.2.1/4', 'one behind a field', '1 PROTOCOL_ERROR', of(without(':path'), 'x-test: ok', ':path: /')],
  ['8.1.2.2/1', 'Connection', '1 PROTOCOL_ERROR', of(GET, 'connection: keep-alive')],
  ['8.1.2.2/2', 'TE other than trailers', '1 PROTOCOL_ERROR', of(GET, 'te: trailers, deflate;q=0.5')],
  ['8.1.2.3/1', 'an empty path', '1 PROTOCOL_ERROR', of(without(':path'), ':path: ')],
  ['8.1.2.3/2', 'no method', '1 PROTOCOL_ERROR', of(without(':method'))],
  ['8.1.2.3/3', 'no scheme', '1 PROTOCOL_ERROR', of(without(':scheme'))],
  ['8.1.2.3/4', 'no path', '1 PROTOCOL_ERROR', of(without(':path'))],
  ['8.1.2.3/5', 'two methods', '1 PROTOCOL_ERROR', of(GET, ':method: POST')],
  ['8.1.2.3/6', 'two schemes', '1 PROTOCOL_ERROR', of(GET, ':scheme: https')],
  ['8.1.2.3/7', 'two paths', '1 PROTOCOL_ERROR', of(GET, ':path: /')],
  [
    '8.1.2.6/1',
    'less DATA than Content-Length',
    '1 PROTOCOL_ERROR',
    headers(1, [...POST, 'content-length: 1'], 4),
    dataFrame(1, latin1('test'), true),
  ],
  [
    '8.1.2.6/2',
    'another sum of several DATA frames',
    '1 PROTOCOL_ERROR',
    headers(1, [...POST, 'content-length: 1'], 4),
    dataFrame(1, latin1('test'), false),
    dataFrame(1, latin1('test'), true),
  ],
  [
    '8.2/1',
    'PUSH_PROMISE of a client',
    'PROTOCOL_ERROR',
    opened(1),
    frame('PUSH_PROMISE', END_HEADERS, 1, 0, 0, 0, 2, 0x82),
  ],
];

test.each(ROWS.map((row) => [row[0], row[1], row] as const))('%s: %s', (_number, _what, row) => holds(row));

test('3.5: the preface is SETTINGS, and another one of the client ends it', () => {
  expect(answers([PREFACE], 1)).toBe('settings');
  expect(answers([latin1('INVALID CONNECTION PREFACE\r\n\r\n')], 1)).toBe('settings, PROTOCOL_ERROR');
});

test('7/1: behind the GOAWAY of a client with nothing under way the connection is over', () => {
  const connection = server();
  connection.receive(frame('GOAWAY', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff), 0);
  expect(connection.over).toBe(true);
});
