import type { Problem } from './layer.ts';

/** What is wrong with a checksum field of two bytes, of which `expected` is what its sender should have computed. */
export function checksumProblems(code: string, offset: number, expected: number, found: number): Problem[] {
  if (found === expected) return [];
  // one's complement has two zeros: where 0000 is right, ffff passes a receiver's check too
  const equal = expected === 0 && found === 0xffff;
  return [{ code: equal ? 'checksum.other-zero' : code, offset, length: 2, expected, found }];
}
