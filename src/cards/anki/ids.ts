import { createHash } from 'node:crypto';

/** 2024-01-01: Anki's ids are times in milliseconds; it shows them as the day something was made, and refuses a file with one of a day to come. */
const FROM = 1_704_067_200_000;
const BITS = 36;

/** A number that stays the same for a name, from 2024 to March 2026 as a time. Two names of a thousand share one with a chance of 1 : 140,000. */
export function idOf(name: string): number {
  const digest = createHash('sha256').update(name).digest();
  return FROM + (digest.readUIntBE(0, 6) % 2 ** BITS);
}

/** Gives each id once: of two names that share one, the later takes the next. Anki knows a note by its GUID, so this may differ. */
export function distinct(): (id: number) => number {
  const taken = new Set<number>();
  return (id) => {
    let free = id;
    while (taken.has(free)) free += 1;
    taken.add(free);
    return free;
  };
}

/** What Anki finds duplicates by: the first 32 bits of the SHA-1 of the first field without its mark-up. */
export const checksumOf = (field: string): number =>
  createHash('sha1').update(field).digest().readUInt32BE(0);
