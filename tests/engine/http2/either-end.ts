/** The cases that h2spec's `http2` and `client` have alike, by their numbers: what is on a connection whichever end hears it. */
import { FLAG, FRAME } from '#engine/http2/codes.ts';
import { encodeFrame, resetFrame, settingsFrame, windowUpdateFrame } from '#engine/http2/frames.ts';
import { PING, type Row } from './answers.ts';
import { frame } from './by-hand.ts';
import { fromHex } from './octets.ts';

const { ACK } = FLAG;
const bytes = (count: number) => new Uint8Array(count);

export const EITHER_END: readonly Row[] = [
  ['4.1/1', 'a frame of an unknown type', 'pong', encodeFrame(0x16, 0, 0, bytes(4)), PING],
  ['4.1/2', 'flags that are not defined', 'pong', frame('PING', 0x16, 0, 1, 2, 3, 4, 5, 6, 7, 8)],
  ['4.1/3', 'the reserved bit', 'pong', fromHex('0000080600800000000102030405060708')],
  ['4.2/3', 'HEADERS of 16,385 bytes', 'FRAME_SIZE_ERROR', encodeFrame(FRAME.HEADERS, 5, 1, bytes(16_385))],
  ['5.5/1', 'an extension', 'pong', encodeFrame(0x16, 0, 1, bytes(8)), PING],
  ['6.3/1', 'PRIORITY on stream 0', 'PROTOCOL_ERROR', frame('PRIORITY', 0, 0, 0, 0, 0, 0, 1)],
  ['6.4/1', 'RST_STREAM on stream 0', 'PROTOCOL_ERROR', resetFrame(0, 8)],
  ['6.5/1', 'ACK with a payload', 'FRAME_SIZE_ERROR', frame('SETTINGS', ACK, 0, 0)],
  ['6.5/2', 'SETTINGS on a stream', 'PROTOCOL_ERROR', frame('SETTINGS', 0, 1, 0, 3, 0, 0, 0, 0x64)],
  ['6.5/3', 'SETTINGS of 3 bytes', 'FRAME_SIZE_ERROR', frame('SETTINGS', 0, 0, 0, 3, 0)],
  ['6.5.2/2', 'INITIAL_WINDOW_SIZE 2^31', 'FLOW_CONTROL_ERROR', settingsFrame([[4, 0x8000_0000]])],
  ['6.5.2/3', 'MAX_FRAME_SIZE 16,383', 'PROTOCOL_ERROR', settingsFrame([[5, 16_383]])],
  ['6.5.2/4', 'MAX_FRAME_SIZE 2^24', 'PROTOCOL_ERROR', settingsFrame([[5, 0x100_0000]])],
  ['6.5.2/5', 'a setting that nobody knows', 'settled, pong', settingsFrame([[0xff, 1]]), PING],
  ['6.7/1', 'PING', 'pong', PING],
  ['6.7/2', 'PING with ACK', '', frame('PING', ACK, 0, 1, 2, 3, 4, 5, 6, 7, 8)],
  ['6.7/3', 'PING on a stream', 'PROTOCOL_ERROR', frame('PING', 0, 1, 1, 2, 3, 4, 5, 6, 7, 8)],
  ['6.7/4', 'PING of 6 bytes', 'FRAME_SIZE_ERROR', frame('PING', 0, 0, 1, 2, 3, 4, 5, 6)],
  ['6.8/1', 'GOAWAY on a stream', 'PROTOCOL_ERROR', frame('GOAWAY', 0, 1, 0, 0, 0, 0, 0, 0, 0, 0)],
  ['6.9/1', 'an increment of 0', 'PROTOCOL_ERROR', windowUpdateFrame(0, 0)],
  ['6.9/3', 'WINDOW_UPDATE of 3 bytes', 'FRAME_SIZE_ERROR', frame('WINDOW_UPDATE', 0, 0, 0, 0, 1)],
];
