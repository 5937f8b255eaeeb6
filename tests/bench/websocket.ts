/** Decoding masked frames of 1 KB, beside npm's `ws` on the same bytes: text, which both check for UTF-8, and binary. */
// its types know neither the parts of `ws` nor that they are exported by name
// @ts-expect-error: exported by wrapper.mjs
import { Receiver as Theirs } from 'ws';
import { stream } from '#engine/kernel/random.ts';
import { WebSocketEnd } from '#engine/websocket/endpoint.ts';
import { encodeFrame, OPCODE } from '#engine/websocket/frame.ts';
import { encodeUtf8 } from '#engine/wire/utf8.ts';
import { median } from './measure.ts';

const FRAMES = 20_000;
const PAYLOAD = 1024;
/** As a socket's read gives them. */
const CHUNK = 65_536;

export function benchWebSocket(): void {
  const random = stream(1, 'bench');
  const ascii = Uint8Array.from({ length: PAYLOAD }, () => 32 + random.below(95));
  const korean = encodeUtf8('소켓은 연결의 한쪽 끝을 가리킵니다. '.repeat(20));
  for (const [name, opcode, payload] of [
    ['text', OPCODE.text, ascii],
    ['Korean text', OPCODE.text, korean],
    ['binary', OPCODE.binary, ascii],
  ] as const) {
    const chunks = wire(opcode, payload);
    const megabytes = (FRAMES * payload.length) / 1e6;
    const ours = median(9, () => {
      const end = new WebSocketEnd({ role: 'server' });
      let messages = 0;
      for (const chunk of chunks) messages += end.receive(chunk).length;
      if (messages !== FRAMES) throw new Error(`${messages} messages`);
    });
    const theirs = median(9, () => {
      let messages = 0;
      // npm's `ws` unmasks in place: it gets bytes of its own each time
      const own = chunks.map((chunk) => Buffer.from(chunk));
      const receiver = new Theirs({ isServer: true, allowSynchronousEvents: true });
      receiver.on('message', () => (messages += 1));
      for (const chunk of own) receiver.write(chunk);
      if (messages !== FRAMES) throw new Error(`${messages} messages of ws`);
    });
    const rate = (seconds: number) => `${(megabytes / seconds).toFixed(0)} MB/s`;
    console.log(
      `masked ${name} frames of 1 KB decoded: ${rate(ours)}; npm's ws ${rate(theirs)}; ours is ${(theirs / ours).toFixed(2)} times as fast`,
    );
  }
}

function wire(opcode: number, payload: Uint8Array): Uint8Array[] {
  const random = stream(1, 'keys');
  const frames = Array.from({ length: FRAMES }, () =>
    encodeFrame({ fin: true, opcode, payload, key: random.below(0xffff_ffff) }),
  );
  const all = new Uint8Array(FRAMES * frames[0]!.length);
  frames.forEach((frame, n) => all.set(frame, n * frame.length));
  return Array.from({ length: Math.ceil(all.length / CHUNK) }, (_, n) =>
    all.subarray(n * CHUNK, (n + 1) * CHUNK),
  );
}
