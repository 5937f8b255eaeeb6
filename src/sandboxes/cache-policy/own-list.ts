/** The reader's own requests: typed, pasted, or from a file with one key a line. Nothing here leaves the page. */

/** A key that is longer is taken for a mistake. */
export const LONGEST_KEY = 200;
export const MOST_FILE_BYTES = 32 * 1_048_576;
export const MOST_FILE_KEYS = 2_000_000;

/** Keys by number, in the order in which they first come; `names` by number. */
export interface Requests {
  readonly keys: Int32Array;
  readonly names: readonly string[];
}

/** One key a line where there are lines; else whatever stands between spaces and commas. Never without a key. */
export function keysIn(text: string): readonly string[] {
  const parts = (/[\n\r]/.test(text) ? text.split(/\r\n|\n|\r/) : text.split(/[\s,]+/))
    .map((part) => part.trim())
    .filter((part) => part !== '');
  return parts.length > 0 ? parts : ['∅'];
}

export function numbered(words: readonly string[]): Requests {
  const numbers = new Map<string, number>();
  const keys = new Int32Array(words.length);
  words.forEach((word, i) => {
    const number = numbers.get(word) ?? numbers.size;
    numbers.set(word, number);
    keys[i] = number;
  });
  return { keys, names: [...numbers.keys()] };
}

/** What a picture has room for: the keys themselves where all are short, else their numbers, from 1. */
export function shortNames(names: readonly string[]): ReadonlyMap<string, string> {
  const fit = names.every((name) => [...name].length <= 3);
  return new Map(names.map((name, i) => [name, fit ? name : String(i + 1)]));
}

export type FileFault =
  | { readonly code: 'too-large' | 'too-many' | 'empty' | 'not-text' }
  | { readonly code: 'long-key'; readonly line: number };

/** What a file gives: the whole of it, and as many lines from its beginning as the sandbox's parameter, and so a link, can hold. */
export interface OwnFile {
  readonly requests: Requests;
  /** Lines for the parameter. */
  readonly head: string;
  readonly headKeys: number;
  readonly whole: boolean;
}

/** @param most bytes of UTF-8 that the parameter may have */
export function readList(text: string, most: number): OwnFile | FileFault {
  // what is no UTF-8 decodes to U+FFFD; what is binary has zeros
  if (/[\0\uFFFD]/.test(text)) return { code: 'not-text' };
  const words: string[] = [];
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  for (const [i, line] of lines.entries()) {
    const word = line.trim();
    if (word === '') continue;
    if (word.length > LONGEST_KEY) return { code: 'long-key', line: i + 1 };
    words.push(word);
  }
  if (words.length === 0) return { code: 'empty' };
  if (words.length > MOST_FILE_KEYS) return { code: 'too-many' };
  const encoder = new TextEncoder();
  let head = '';
  let bytes = 0;
  let headKeys = 0;
  for (const word of words) {
    // each with its end of line, so that a list of one line is read as lines, too
    bytes += encoder.encode(word).length + 1;
    if (bytes > most) break;
    head += `${word}\n`;
    headKeys += 1;
  }
  return { requests: numbered(words), head, headKeys, whole: headKeys === words.length };
}
