import { convertHangulToQwerty, convertQwertyToHangul } from 'es-hangul';

/** The Hangul that a Korean keyboard makes of the keys of Latin letters; undefined where they make none: es-hangul throws for 'host'. */
export function inHangul(latin: string): string | undefined {
  try {
    return convertQwertyToHangul(latin);
  } catch {
    return undefined;
  }
}

/** The Latin letters on the keys that make the Hangul. */
export const inLatin = (hangul: string): string => convertHangulToQwerty(hangul);
