import { FLAG, FRAME, PREFACE } from '#engine/http2/codes.ts';
import { Http2Connection } from '#engine/http2/connection.ts';
import type { Http2Setup } from '#engine/http2/setup.ts';
import { encodeFrame, settingsFrame } from '#engine/http2/frames.ts';
import { HpackEncoder } from '#engine/http2/hpack/encoder.ts';
import { joined } from './octets.ts';

/** 'name: value' a line. */
export const fieldsOf = (lines: readonly string[]) =>
  lines.map((line) => {
    const colon = line.indexOf(':', 1);
    return { name: line.slice(0, colon), value: line.slice(colon + 1).replace(/^ /, '') };
  });
/** A header block that leaves the table as it was. */
export const block = (...lines: readonly string[]): Uint8Array =>
  new HpackEncoder(4096, { indexing: false }).encode(fieldsOf(lines));

export const GET = [':method: GET', ':scheme: http', ':authority: a.test', ':path: /'];
export const POST = [':method: POST', ...GET.slice(1)];

/** HEADERS that end the stream unless `flags` say otherwise. */
export const headers = (
  stream: number,
  lines: readonly string[],
  flags: number = FLAG.END_HEADERS | FLAG.END_STREAM,
): Uint8Array => encodeFrame(FRAME.HEADERS, flags, stream, block(...lines));
export const opened = (stream: number): Uint8Array => headers(stream, POST, FLAG.END_HEADERS);
export const frame = (type: keyof typeof FRAME, flags: number, stream: number, ...octets: number[]) =>
  encodeFrame(FRAME[type], flags, stream, Uint8Array.from(octets));

/** A server whose client has said what each client says first. */
export function server(setup: Partial<Http2Setup> = {}): Http2Connection {
  const connection = new Http2Connection({ role: 'server', ...setup });
  connection.receive(joined(PREFACE, settingsFrame([])), 0);
  connection.take();
  return connection;
}
/** A client with one request under way, stream 1, whose server has said its settings. */
export function client(setup: Partial<Http2Setup> = {}): Http2Connection {
  const connection = new Http2Connection({ role: 'client', ...setup });
  connection.receive(settingsFrame([]), 0);
  connection.request(fieldsOf(GET), true);
  connection.take();
  return connection;
}
