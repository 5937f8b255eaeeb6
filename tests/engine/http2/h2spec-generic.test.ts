/** The cases of h2spec's `generic` and `hpack` by their numbers, in our words, against our server over bytes in memory. */
import { test } from 'vitest';
import { FLAG, FRAME } from '#engine/http2/codes.ts';
import {
  dataFrame,
  encodeFrame,
  resetFrame,
  settingsFrame,
  windowUpdateFrame,
} from '#engine/http2/frames.ts';
import { continued, DONE, holds, of, PING, TAKEN, type Row } from './answers.ts';
import { block, frame, GET, headers, opened } from './by-hand.ts';
import { fromHex, joined, latin1 } from './octets.ts';

const { END_HEADERS, END_STREAM, PADDED, PRIORITY } = FLAG;
const bytes = (count: number) => new Uint8Array(count);
/** HEADERS of a request, its block in hexadecimal behind the usual one. */
const hpack = (hex: string) => encodeFrame(FRAME.HEADERS, 5, 1, joined(block(...GET), fromHex(hex)));

const GENERIC: readonly Row[] = [
  ['2/1', 'PRIORITY on an idle stream', DONE, frame('PRIORITY', 0, 1, 0, 0, 0, 0, 255), of(GET)],
  ['2/2', 'WINDOW_UPDATE on a half-closed stream', DONE, of(GET), windowUpdateFrame(1, 1)],
  ['2/3', 'PRIORITY on a half-closed stream', DONE, of(GET), frame('PRIORITY', 0, 1, 0, 0, 0, 0, 255)],
  ['2/4', 'RST_STREAM on a half-closed stream', `${DONE}, pong`, of(GET), TAKEN, resetFrame(1, 8), PING],
  [
    '2/5',
    'PRIORITY on a closed stream',
    `${DONE}, pong`,
    of(GET),
    TAKEN,
    frame('PRIORITY', 0, 1, 0, 0, 0, 0, 9),
    PING,
  ],
  ['3.1/1', 'DATA', DONE, opened(1), dataFrame(1, latin1('test'), true)],
  [
    '3.1/2',
    'DATA in several frames',
    DONE,
    opened(1),
    dataFrame(1, latin1('a'), false),
    dataFrame(1, latin1('b'), true),
  ],
  ['3.1/3', 'DATA with padding', DONE, opened(1), frame('DATA', PADDED | END_STREAM, 1, 2, 65, 0, 0)],
  ['3.2/1', 'HEADERS', DONE, of(GET)],
  [
    '3.2/2',
    'HEADERS with padding',
    DONE,
    encodeFrame(
      FRAME.HEADERS,
      PADDED | END_HEADERS | END_STREAM,
      1,
      joined(bytes(1).fill(3), block(...GET), bytes(3)),
    ),
  ],
  [
    '3.2/3',
    'HEADERS with a priority',
    DONE,
    encodeFrame(FRAME.HEADERS, PRIORITY | 5, 1, joined(fromHex('00000000ff'), block(...GET))),
  ],
  ['3.3/2', 'PRIORITY that depends on another', `pong`, frame('PRIORITY', 0, 3, 0x80, 0, 0, 1, 9), PING],
  ['3.4/1', 'RST_STREAM', 'pong', opened(1), resetFrame(1, 8), PING],
  ['3.5/1', 'SETTINGS', 'settled', settingsFrame([[3, 100]])],
  ['3.7/1', 'PING', 'pong', PING],
  ['3.8/1', 'GOAWAY', 'pong', frame('GOAWAY', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0), PING],
  ['3.9/1', 'WINDOW_UPDATE with stream 0', 'pong', windowUpdateFrame(0, 1), PING],
  ['3.9/2', 'WINDOW_UPDATE with stream 1', 'pong', opened(1), windowUpdateFrame(1, 1), PING],
  ['3.10/1', 'CONTINUATION', DONE, headers(1, GET, END_STREAM), continued(1, 'x: y')],
  [
    '3.10/2',
    'CONTINUATION twice',
    DONE,
    headers(1, GET, 1),
    encodeFrame(9, 0, 1, block('a: b')),
    continued(1, 'x: y'),
  ],
  ['4/1', 'GET', DONE, of(GET)],
  ['4/2', 'HEAD', DONE, of([':method: HEAD', ...GET.slice(1)])],
  ['4/3', 'POST', DONE, opened(1), dataFrame(1, latin1('test'), true)],
  ['4/4', 'POST with trailers', DONE, opened(1), dataFrame(1, latin1('test'), false), headers(1, ['x: y'])],
];

const HPACK: readonly Row[] = [
  ['generic 5/1', 'an indexed field', DONE, hpack('90')],
  ['generic 5/2', 'a literal that is indexed, with a known name', DONE, hpack('4f026b6f')],
  ['generic 5/4', 'one with a new name', DONE, hpack('4004746573740161')],
  ['generic 5/6', 'a literal without indexing', DONE, hpack('0004746573740161')],
  ['generic 5/8', 'one in Huffman code', DONE, hpack('0085f2b24a84ff8349509f')],
  ['generic 5/10', 'a literal that is never indexed', DONE, hpack('1004746573740161')],
  [
    'generic 5/14',
    'a new size of the table',
    DONE,
    encodeFrame(1, 5, 1, joined(fromHex('20'), block(...GET))),
  ],
  ['generic 5/15', 'two of them', DONE, encodeFrame(1, 5, 1, joined(fromHex('203fe11f'), block(...GET)))],
  ['2.3.3/1', 'an index beyond both tables', 'COMPRESSION_ERROR', hpack('c6')],
  ['2.3.3/2', 'a literal with such an index', 'COMPRESSION_ERROR', hpack('7f0705656d707479')],
  ['4.2/1', 'a new size at the end of a block', 'COMPRESSION_ERROR', hpack('21')],
  ['5.2/1', 'a string padded with more than 7 bits', 'COMPRESSION_ERROR', hpack('0085f2b24a84ff8449509fff')],
  ['5.2/2', 'a string padded with zeros', 'COMPRESSION_ERROR', hpack('0085f2b24a84ff83495090')],
  ['5.2/3', 'a string with EOS in it', 'COMPRESSION_ERROR', hpack('0085f2b24a84ff8749509fffffffff')],
  ['6.1/1', 'index 0', 'COMPRESSION_ERROR', hpack('80')],
  [
    '6.3/1',
    'a size above the limit',
    'COMPRESSION_ERROR',
    encodeFrame(1, 5, 1, joined(fromHex('3fe21f'), block(...GET))),
  ],
];

test.each([...GENERIC, ...HPACK].map((row) => [row[0], row[1], row] as const))(
  '%s: %s',
  (_number, _what, row) => holds(row),
);
