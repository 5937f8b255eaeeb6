import { MILLISECOND } from '#engine/kernel/time.ts';
import type { AppEvent } from '#engine/net/events.ts';
import { encodeFrame, OPCODE } from '#engine/websocket/frame.ts';
import { hex } from '#engine/wire/octets.ts';
import { encodeUtf8 } from '#engine/wire/utf8.ts';
import type { ComputedQuestion, Setup } from '#player/model.ts';
import { defaults } from './parameters.ts';
import { runSetup } from './run.ts';
import { scenarios } from './scenarios/all.ts';
import { keyOf, listOf } from './scripts.ts';

const setupWith = (parameters: Setup['parameters'], scenario = 'echo'): Setup => ({
  scenario,
  parameters: { ...defaults, ...parameters },
  seed: 1,
  interventions: [],
});
const code = (byte: number): string => `0x${hex(Uint8Array.of(byte))}`;
const SIDES = ['client', 'server'] as const;

/** A text of so many bytes that the client sends and the server says back: each side's frame. */
function echoed(bytes: number): { setup: Setup; frameOf: (side: (typeof SIDES)[number]) => Uint8Array } {
  const payload = new Uint8Array(bytes).fill(0x61);
  const masked = encodeFrame({ fin: true, opcode: OPCODE.text, payload, key: keyOf(0) });
  return {
    setup: setupWith({ frames: listOf([masked]) }),
    frameOf: (side) =>
      side === 'client' ? masked : encodeFrame({ fin: true, opcode: OPCODE.text, payload }),
  };
}
/** Lengths about the two borders, and far from them. */
const lengths = (draw: (n: number) => number): number => (draw(2) === 0 ? 120 + draw(12) : 1 + draw(900));

/** Bytes of the header of a frame. Values: bytes, side. */
const headerBytes: ComputedQuestion = {
  id: 'header-bytes',
  pose(draw) {
    const bytes = lengths(draw);
    const side = SIDES[draw(2)]!;
    const { setup, frameOf } = echoed(bytes);
    return { values: { bytes, side }, answer: frameOf(side).length - bytes, setup };
  },
};

/** The seven bits of length in the second byte. Values: bytes. */
const lengthField: ComputedQuestion = {
  id: 'length-field',
  pose(draw) {
    const bytes = lengths(draw);
    const { setup, frameOf } = echoed(bytes);
    return { values: { bytes }, answer: frameOf('server')[1]! & 127, setup };
  },
};

/** The second byte, as '0x85'. Values: bytes, side. */
const secondByte: ComputedQuestion = {
  id: 'second-byte',
  pose(draw) {
    const bytes = 1 + draw(125);
    const side = SIDES[draw(2)]!;
    const { setup, frameOf } = echoed(bytes);
    return { values: { bytes, side }, answer: code(frameOf(side)[1]!), setup };
  },
};

/** The first byte of the payload on the wire, as '0x41'. Values: plain and key as '0x41'. */
const maskedByte: ComputedQuestion = {
  id: 'masked-byte',
  pose(draw) {
    const plain = 0x41 + draw(26);
    const key = draw(256) * 0x100_0000 + 0x21_3d37;
    const frame = encodeFrame({ fin: true, opcode: OPCODE.text, payload: Uint8Array.of(plain), key });
    const setup = setupWith({ frames: listOf([frame]) });
    return { values: { plain: code(plain), key: code(frame[2]!) }, answer: code(frame[6]!), setup };
  },
};

/** Frames that no client may send, in the order of the checks, and one that it may. */
const FRAMES: readonly Parameters<typeof encodeFrame>[0][] = [
  { fin: true, opcode: OPCODE.text, payload: encodeUtf8('Hi') },
  { fin: true, opcode: OPCODE.text, payload: Uint8Array.of(0xff), key: 0 },
  { fin: true, rsv: 4, opcode: OPCODE.text, payload: encodeUtf8('Hi'), key: 0 },
  { fin: true, opcode: 3, payload: encodeUtf8('Hi'), key: 0 },
  { fin: false, opcode: OPCODE.ping, payload: encodeUtf8('Hi'), key: 0 },
  { fin: true, opcode: OPCODE.continuation, payload: encodeUtf8('Hi'), key: 0 },
  { fin: true, opcode: OPCODE.close, payload: Uint8Array.of(0x03, 0xed), key: 0 },
  { fin: true, opcode: OPCODE.close, payload: Uint8Array.of(0x0f, 0xa0), key: 0 },
];

/** The code that the server closes with. Values: frame, in hexadecimal with spaces. */
const closeCode: ComputedQuestion = {
  id: 'close-code',
  pose(draw) {
    const frame = encodeFrame(FRAMES[draw(FRAMES.length)]!);
    const setup = setupWith({ frames: listOf([frame]) });
    const { events } = runSetup(setup, scenarios);
    const closed = events.find(
      (event): event is AppEvent =>
        event.kind === 'app' &&
        event.where === 'client' &&
        event.protocol === 'websocket' &&
        event.act === 'close',
    );
    return { values: { frame: hex(frame).replace(/..(?=.)/g, '$& ') }, answer: closed?.code ?? 0, setup };
  },
};

/** Milliseconds from the first SYN to the open socket, with a proxy between and each link of one delay. Values: delay. */
const untilOpen: ComputedQuestion = {
  id: 'until-open',
  pose(draw) {
    const delayMs = 5 * (1 + draw(20));
    const setup = setupWith({ delayMs });
    const open = runSetup(setup, scenarios).events.find(
      (event) => event.kind === 'app' && event.where === 'client' && event.act === 'open',
    )!;
    return { values: { delay: delayMs }, answer: Math.floor(open.at / MILLISECOND), setup };
  },
};

export const questions: readonly ComputedQuestion[] = [
  headerBytes,
  lengthField,
  secondByte,
  maskedByte,
  closeCode,
  untilOpen,
];
