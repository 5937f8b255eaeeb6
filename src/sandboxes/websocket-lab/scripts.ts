import { stream } from '#engine/kernel/random.ts';
import { hex } from '#engine/wire/octets.ts';

/** The frames of a list, a line each; lines with anything but pairs of hexadecimal digits are passed over. */
export function framesOf(list: string): Uint8Array[] {
  return list
    .split('\n')
    .map((line) => line.replace(/\s+/g, ''))
    .filter((line) => /^([0-9a-f]{2})+$/i.test(line))
    .map((line) => Uint8Array.from(line.match(/../g)!, (pair) => Number.parseInt(pair, 16)));
}
export const listOf = (frames: readonly Uint8Array[]): string => frames.map(hex).join('\n');

/** The n-th frame of a reader's list has the n-th key of this stream: as unpredictable as it needs to be, and always the same. */
export function keyOf(nth: number): number {
  const random = stream(1, `key-${nth}`);
  return random.below(0x1_0000) * 0x1_0000 + random.below(0x1_0000);
}
