import { FLAG, FRAME, PREFACE } from '#engine/http2/codes.ts';
import { Http2Connection } from '#engine/http2/connection.ts';
import {
  dataFrame,
  encodeFrame,
  resetFrame,
  settingsFrame,
  windowUpdateFrame,
} from '#engine/http2/frames.ts';
import { HpackEncoder } from '#engine/http2/hpack/encoder.ts';
import { stream } from '#engine/kernel/random.ts';
import { fieldsOf, frame, GET, headers, opened } from './by-hand.ts';
import { joined } from './octets.ts';

/** Held at most: a frame of the largest size that was offered, and a header block (limits.ts). */
const MOST_HELD = 65_536 + 16_384 + 9;
const STREAMS = [0, 1, 1, 1, 2, 3, 3, 5, 0x7fff_ffff];
const SIZES = [0, 1, 7, 40, 300];

/** What mutations begin with: every type of frame, sound by itself, on streams where it may stand and where not; blocks that use the table. */
const SEEDS: readonly Uint8Array[] = [
  ...STREAMS.flatMap((id) => [
    opened(id),
    headers(id, GET),
    headers(id, [':status: 200'], FLAG.END_HEADERS),
    headers(id, [':status: 100'], FLAG.END_HEADERS),
    headers(id, ['x: y']),
    headers(id, GET, FLAG.END_STREAM),
    encodeFrame(FRAME.CONTINUATION, FLAG.END_HEADERS, id, Uint8Array.of()),
    encodeFrame(
      FRAME.HEADERS,
      FLAG.END_HEADERS,
      id,
      new HpackEncoder(4096).encode(fieldsOf([...GET, 'a: b', 'cookie: c=d'])),
    ),
    encodeFrame(FRAME.PRIORITY, 0, id, Uint8Array.of(0, 0, 0, 1, 16)),
    resetFrame(id, 8),
    ...[0, 1, 1000, 0x7fff_ffff].map((by) => windowUpdateFrame(id, by)),
    ...SIZES.flatMap((size) => [
      dataFrame(id, new Uint8Array(size), true),
      dataFrame(id, new Uint8Array(size), false),
    ]),
  ]),
  ...Array.from({ length: 9 }, (_, id) =>
    [0, 1, 100, 16_384, 0x7fff_ffff].map((value) => settingsFrame([[id, value]])),
  ).flat(),
  frame('SETTINGS', FLAG.ACK, 0),
  frame('PING', 0, 0, 1, 2, 3, 4, 5, 6, 7, 8),
  frame('PING', FLAG.ACK, 0, 1, 2, 3, 4, 5, 6, 7, 8),
  frame('GOAWAY', 0, 0, 0, 0, 0, 1, 0, 0, 0, 0),
];

/** Those that a connection may bear in any order, or nearly: with them an input comes further than its first fault. */
const TAME: readonly Uint8Array[] = [
  opened(1),
  opened(1),
  headers(3, GET),
  headers(1, [':status: 200'], FLAG.END_HEADERS),
  headers(1, ['x: y']),
  dataFrame(1, new Uint8Array(40), false),
  dataFrame(1, new Uint8Array(7), true),
  windowUpdateFrame(0, 1000),
  windowUpdateFrame(1, 1000),
  settingsFrame([[3, 100]]),
  settingsFrame([[4, 0]]),
  frame('SETTINGS', FLAG.ACK, 0),
  frame('PING', 0, 0, 1, 2, 3, 4, 5, 6, 7, 8),
  encodeFrame(FRAME.PRIORITY, 0, 1, Uint8Array.of(0, 0, 0, 3, 16)),
];

type Random = ReturnType<typeof stream>;
const pick = <T>(from: readonly T[], random: Random): T => from[random.below(from.length)]!;
const noise = (most: number, random: Random): Uint8Array =>
  Uint8Array.from({ length: random.below(most) }, () => random.below(256));

/** Frames behind the settings that come first: tame, or of any kind; and in most inputs a few octets are changed, left out or put in. */
function mutated(random: Random): Uint8Array {
  const seeds = random.below(2) === 0 ? TAME : SEEDS;
  const frames = Array.from({ length: 1 + random.below(6) }, () =>
    random.below(8) === 0
      ? encodeFrame(random.below(12), random.below(256), pick(STREAMS, random), noise(40, random))
      : pick(seeds, random),
  );
  let bytes = joined(settingsFrame([]), ...frames);
  for (let times = random.below(4) - 1; times > 0; times -= 1) {
    const at = random.below(bytes.length);
    const octets = Uint8Array.from({ length: random.below(3) }, () => random.below(256));
    bytes = joined(bytes.subarray(0, at), octets, bytes.subarray(at + random.below(3)));
  }
  return bytes;
}

/** What one side says of the bytes in these pieces, and what it answers. Throws where it holds too much. */
function verdictOn(role: 'client' | 'server', bytes: Uint8Array, pieces: readonly number[]): string {
  const connection = new Http2Connection({ role, creditAtOnce: true });
  if (role === 'client') connection.request(fieldsOf(GET), true);
  const said: string[] = [];
  for (let at = 0, nth = 0; at < bytes.length; nth += 1) {
    const to = at + (pieces[nth % pieces.length] ?? bytes.length);
    for (const one of connection.receive(bytes.subarray(at, to), 0)) said.push(JSON.stringify(one, shown));
    if (connection.heldBytes > MOST_HELD || connection.openStreams > 100)
      throw new Error('it holds too much');
    at = to;
  }
  return `${said.join('\n')}\n${hex(connection.take())}`;
}
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const shown = (_: string, value: unknown): unknown => (value instanceof Uint8Array ? hex(value) : value);

/**
 * So many random and mutated inputs into one side of a connection, each whole, octet by octet and in other pieces. Throws where the
 * outcomes differ, and gives how many ended the connection and how many did not.
 */
export function fuzz(
  role: 'client' | 'server',
  seed: number,
  times: number,
): { broken: number; sound: number } {
  const random = stream(seed, `http2-${role}`);
  const counts = { broken: 0, sound: 0 };
  for (let nth = 0; nth < times; nth += 1) {
    const sent = random.below(8) === 0 ? noise(120, random) : mutated(random);
    const bytes = role === 'server' ? joined(PREFACE, sent) : sent;
    const whole = verdictOn(role, bytes, []);
    if (whole.includes('"kind":"broken"')) counts.broken += 1;
    else counts.sound += 1;
    for (const pieces of [
      [1],
      [1 + random.below(9)],
      Array.from({ length: 5 }, () => 1 + random.below(60)),
    ]) {
      const other = verdictOn(role, bytes, pieces);
      if (other !== whole)
        throw new Error(JSON.stringify({ role, seed, nth, sent: hex(sent), pieces, whole, other }));
    }
  }
  return counts;
}
