/** What the cases of h2spec are told with: a server that answers, and what it has said in words. */
import { expect } from 'vitest';
import { ERROR, FLAG, FRAME, PREFACE } from '#engine/http2/codes.ts';
import { Http2Connection } from '#engine/http2/connection.ts';
import { encodeFrame, settingsFrame } from '#engine/http2/frames.ts';
import { block, fieldsOf, frame, GET, headers } from './by-hand.ts';
import { joined, latin1 } from './octets.ts';

export const PING = frame('PING', 0, 0, 1, 2, 3, 4, 5, 6, 7, 8);
export const continued = (stream: number, ...lines: string[]) =>
  encodeFrame(FRAME.CONTINUATION, FLAG.END_HEADERS, stream, block(...lines));
/** The request of stream 1. */
export const of = (list: readonly string[], ...more: string[]) => headers(1, [...list, ...more]);
export const without = (name: string) => GET.filter((line) => !line.startsWith(name));
/** What the server has to say is taken before the next frame comes. */
export const TAKEN = new Uint8Array(0);
/** The request on stream 1 is answered. */
export const DONE = '1 5 end';
export type Row = readonly [number: string, what: string, expected: string, ...frames: Uint8Array[]];

/** A row behind the preface and SETTINGS of both, whole and octet by octet. */
export function holds([, , expected, ...frames]: Row): void {
  const hello = [PREFACE, settingsFrame([]), TAKEN];
  for (const pieces of [Infinity, 1])
    expect(answers([...hello, ...frames], pieces)).toBe(
      ['settings', 'settled', expected].filter(Boolean).join(', '),
    );
}

/** A server that answers each whole request with five bytes, and what it has sent, in words. */
export function answers(frames: readonly Uint8Array[], pieces: number): string {
  const connection = new Http2Connection({ role: 'server', creditAtOnce: true });
  const out: Uint8Array[] = [connection.take()];
  for (const each of [...frames, TAKEN]) {
    if (each === TAKEN) out.push(connection.take());
    for (let at = 0; at < each.length; at += pieces) {
      for (const one of connection.receive(each.slice(at, at + pieces), 0)) {
        if ((one.kind !== 'headers' && one.kind !== 'data') || !one.last) continue;
        if (connection.respond(one.stream, fieldsOf([':status: 200']), false))
          connection.send(one.stream, latin1('hello'), true);
      }
    }
  }
  return inWords(joined(...out));
}
const NAMES = Object.entries(FRAME);
const CODES = Object.entries(ERROR);
const nameOf = (list: readonly (readonly [string, number])[], number: number) =>
  list.find(([, value]) => value === number)![0];
/** What an end has said, a word a frame; heads and windows are left out. */
export function inWords(sent: Uint8Array): string {
  const words: string[] = [];
  for (let at = 0, length = 0; at < sent.length; at += 9 + length) {
    length = (sent[at]! << 16) | (sent[at + 1]! << 8) | sent[at + 2]!;
    const name = nameOf(NAMES, sent[at + 3]!);
    const acknowledges = (sent[at + 4]! & 1) !== 0;
    if (name === 'SETTINGS') words.push(acknowledges ? 'settled' : 'settings');
    else if (name === 'PING') words.push(acknowledges ? 'pong' : 'ping');
    else if (name === 'GOAWAY') words.push(nameOf(CODES, sent[at + 16]!));
    else if (name === 'RST_STREAM') words.push(`${sent[at + 8]!} ${nameOf(CODES, sent[at + 12]!)}`);
    else if (name === 'DATA') words.push(`${sent[at + 8]!} ${length}${acknowledges ? ' end' : ''}`);
  }
  return words.join(', ');
}
