/** The cases of h2spec's `client` by their numbers, in our words, against our client with one request under way, on stream 1. */
import { expect, test } from 'vitest';
import { FLAG, FRAME } from '#engine/http2/codes.ts';
import {
  dataFrame,
  encodeFrame,
  resetFrame,
  settingsFrame,
  windowUpdateFrame,
} from '#engine/http2/frames.ts';
import { continued, inWords, PING, type Row } from './answers.ts';
import { block, client, frame, headers } from './by-hand.ts';
import { EITHER_END } from './either-end.ts';
import { fromHex, joined, latin1 } from './octets.ts';

const { END_HEADERS, PADDED, PRIORITY } = FLAG;
const bytes = (count: number) => new Uint8Array(count);
const OK = [':status: 200'];
/** The head of the answer: the stream stays open. */
const HEAD = headers(1, OK, END_HEADERS);
/** The whole answer: the stream is closed. */
const DONE = headers(1, OK);

const ROWS: readonly Row[] = [
  ...EITHER_END,
  ['4.2/1', 'DATA of 16,384 bytes', 'pong', HEAD, dataFrame(1, bytes(16_384), true), PING],
  ['4.2/2', 'DATA of 16,385 bytes', 'FRAME_SIZE_ERROR', HEAD, dataFrame(1, bytes(16_385), true)],
  [
    '4.3/1',
    'a block that cannot be read',
    'COMPRESSION_ERROR',
    encodeFrame(FRAME.HEADERS, 5, 1, fromHex('400f')),
  ],
  [
    '4.3/2',
    'PRIORITY within a block',
    'PROTOCOL_ERROR',
    headers(1, OK, 1),
    frame('PRIORITY', 0, 1, 0, 0, 0, 0, 1),
  ],
  ['5.1/1', 'idle: DATA', 'PROTOCOL_ERROR', dataFrame(2, latin1('test'), true)],
  ['5.1/2', 'idle: RST_STREAM', 'PROTOCOL_ERROR', resetFrame(2, 8)],
  ['5.1/3', 'idle: WINDOW_UPDATE', 'PROTOCOL_ERROR', windowUpdateFrame(2, 100)],
  ['5.1/4', 'idle: CONTINUATION', 'PROTOCOL_ERROR', continued(2, ...OK)],
  [
    '5.1/5',
    'closed by RST_STREAM: DATA',
    '1 STREAM_CLOSED',
    HEAD,
    resetFrame(1, 8),
    dataFrame(1, bytes(4), true),
  ],
  ['5.1/6', 'closed by RST_STREAM: HEADERS', '1 STREAM_CLOSED', HEAD, resetFrame(1, 8), DONE],
  [
    '5.1/7',
    'closed by RST_STREAM: CONTINUATION',
    'PROTOCOL_ERROR',
    HEAD,
    resetFrame(1, 8),
    continued(1, 'x: y'),
  ],
  ['5.1/8', 'closed: DATA', 'STREAM_CLOSED', DONE, dataFrame(1, latin1('test'), true)],
  ['5.1/9', 'closed: HEADERS', 'STREAM_CLOSED', DONE, DONE],
  ['5.1/10', 'closed: CONTINUATION', 'PROTOCOL_ERROR', DONE, continued(1, 'x: y')],
  ['5.1.1/1', 'an answer to nothing', 'PROTOCOL_ERROR', headers(101, OK)],
  ['5.4.1/1', 'a connection error', 'PROTOCOL_ERROR', frame('PING', 0, 3, 0, 0, 0, 0, 0, 0, 0, 0), PING],
  [
    '5.5/2',
    'an extension within a block',
    'PROTOCOL_ERROR',
    headers(1, OK, 1),
    encodeFrame(0x16, 0, 1, bytes(8)),
  ],
  ['6.1/1', 'DATA on stream 0', 'PROTOCOL_ERROR', HEAD, dataFrame(0, latin1('test'), true)],
  ['6.1/2', 'DATA on a closed stream', 'STREAM_CLOSED', DONE, dataFrame(1, latin1('test'), true)],
  [
    '6.1/3',
    'DATA with more padding than payload',
    'PROTOCOL_ERROR',
    HEAD,
    frame('DATA', PADDED | 1, 1, 6, 1, 2),
  ],
  ['6.2/1', 'DATA within a block', 'PROTOCOL_ERROR', headers(1, OK, 0), dataFrame(1, latin1('test'), true)],
  ['6.2/2', 'HEADERS of another stream there', 'PROTOCOL_ERROR', headers(1, OK, 0), headers(3, OK)],
  ['6.2/3', 'HEADERS on stream 0', 'PROTOCOL_ERROR', headers(0, OK)],
  [
    '6.2/4',
    'HEADERS with more padding than payload',
    'PROTOCOL_ERROR',
    frame('HEADERS', PADDED | 5, 1, 9, 0x88),
  ],
  ['6.3/2', 'PRIORITY of 4 bytes', '1 FRAME_SIZE_ERROR', HEAD, frame('PRIORITY', 0, 1, 0, 0, 0, 1)],
  ['6.4/2', 'RST_STREAM on an idle stream', 'PROTOCOL_ERROR', resetFrame(2, 8)],
  ['6.4/3', 'RST_STREAM of 3 bytes', 'FRAME_SIZE_ERROR', frame('RST_STREAM', 0, 1, 0, 0, 0)],
  ['6.5.2/1', 'ENABLE_PUSH 1 of a server', 'PROTOCOL_ERROR', settingsFrame([[2, 1]])],
  ['6.5.3/1', 'SETTINGS are acknowledged', 'settled', settingsFrame([[3, 100]])],
  ['6.9/2', 'an increment of 0 on a stream', '1 PROTOCOL_ERROR', HEAD, windowUpdateFrame(1, 0)],
  [
    '6.9.1/1',
    "the connection's window above 2^31-1",
    'FLOW_CONTROL_ERROR',
    windowUpdateFrame(0, 0x7fff_ffff),
  ],
  [
    '6.9.1/2',
    "a stream's window above 2^31-1",
    '1 FLOW_CONTROL_ERROR',
    HEAD,
    windowUpdateFrame(1, 0x7fff_ffff),
  ],
  [
    '6.10/1',
    'several CONTINUATION frames',
    'pong',
    headers(1, OK, 1),
    encodeFrame(FRAME.CONTINUATION, 0, 1, block('a: b')),
    continued(1, 'x: y'),
    PING,
  ],
  [
    '6.10/2',
    'DATA behind one',
    'PROTOCOL_ERROR',
    headers(1, OK, 0),
    encodeFrame(9, 0, 1, block('a: b')),
    dataFrame(1, bytes(4), true),
  ],
  ['6.10/3', 'CONTINUATION on stream 0', 'PROTOCOL_ERROR', headers(1, OK, 1), continued(0, 'x: y')],
  ['6.10/4', 'CONTINUATION behind a whole block', 'PROTOCOL_ERROR', DONE, continued(1, 'x: y')],
  [
    '6.10/5',
    'CONTINUATION behind the last',
    'PROTOCOL_ERROR',
    headers(1, OK, 1),
    continued(1, 'x: y'),
    continued(1, 'x: y'),
  ],
  [
    '6.10/6',
    'CONTINUATION behind DATA',
    'PROTOCOL_ERROR',
    headers(1, OK, 0),
    dataFrame(1, bytes(4), true),
    continued(1, 'x: y'),
  ],
  // of a generation with priorities: read over (RFC 9113 §5.3.2)
  [
    '-',
    'HEADERS with a priority',
    'pong',
    encodeFrame(1, PRIORITY | 5, 1, joined(fromHex('0000000101'), block(...OK))),
    PING,
  ],
];

test.each(ROWS.map((row) => [row[0], row[1], row] as const))('%s: %s', (_number, _what, row) => {
  const [, , expected, ...frames] = row;
  const all = joined(...frames);
  for (const pieces of [all.length, 1]) {
    const connection = client();
    const out: Uint8Array[] = [];
    for (let at = 0; at < all.length; at += pieces) {
      connection.receive(all.slice(at, at + pieces), 0);
      out.push(connection.take());
    }
    expect(inWords(joined(...out))).toBe(expected);
  }
});
