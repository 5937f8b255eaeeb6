/** Bare items of structured fields (RFC 9651 §3.3): what a dictionary's members may be. Tokens and strings differ. */
export type BareItem =
  | { readonly type: 'integer' | 'decimal' | 'date'; readonly value: number }
  | { readonly type: 'string' | 'token' | 'bytes' | 'display'; readonly value: string }
  | { readonly type: 'boolean'; readonly value: boolean };
/** A member's value; 'list' stands for an inner list, whose items nobody here asks for. Parameters are read and left aside. */
export type Member = BareItem | { readonly type: 'list' };

/** A dictionary (RFC 9651 §4.2.2), later members of a key in place of earlier; undefined where the text is not one: the field is then ignored whole. */
export function parseDictionary(text: string): ReadonlyMap<string, Member> | undefined {
  return new Reader(text).dictionary();
}

const KEY = /[a-z*][a-z0-9_.*-]*/y;
const NUMBER = /-?(?:\d{1,12}\.\d{1,3}|\d{1,15})(?![\d.])/y;
const STRING = /"(?:[\x20\x21\x23-\x5b\x5d-\x7e]|\\["\\])*"/y;
const TOKEN = /[A-Za-z*][!#$%&'*+.^_`|~0-9A-Za-z:/-]*/y;
const BYTES = /:[A-Za-z0-9+/=]*:/y;
const BOOLEAN = /\?[01]/y;
const DATE = /@-?\d{1,15}(?![\d.])/y;
const DISPLAY = /%"(?:[\x20\x21\x23\x24\x26-\x7e]|%[0-9a-f]{2})*"/y;

class Reader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  dictionary(): Map<string, Member> | undefined {
    const members = new Map<string, Member>();
    this.#skip(/ */y);
    if (this.#end) return members;
    for (;;) {
      const key = this.#take(KEY);
      if (key === undefined) return undefined;
      const value = this.#skip(/=/y) ? this.#member() : ({ type: 'boolean', value: true } as const);
      if (!value || !this.#parameters()) return undefined;
      members.delete(key);
      members.set(key, value);
      this.#skip(/[ \t]*/y);
      if (this.#end) return members;
      if (!this.#skip(/,/y)) return undefined;
      this.#skip(/[ \t]*/y);
      // A comma at the end is an error (§4.2.2)
      if (this.#end) return undefined;
    }
  }

  #member(): Member | undefined {
    if (!this.#skip(/\(/y)) return this.#item();
    for (;;) {
      this.#skip(/ */y);
      if (this.#skip(/\)/y)) return { type: 'list' };
      if (!this.#item() || !this.#parameters()) return undefined;
      if (!/[ )]/.test(this.#text[this.#at] ?? '')) return undefined;
    }
  }

  #item(): BareItem | undefined {
    const number = this.#take(NUMBER);
    if (number !== undefined)
      return { type: number.includes('.') ? 'decimal' : 'integer', value: Number(number) };
    const string = this.#take(STRING);
    if (string !== undefined)
      return { type: 'string', value: string.slice(1, -1).replace(/\\(["\\])/g, '$1') };
    const token = this.#take(TOKEN);
    if (token !== undefined) return { type: 'token', value: token };
    const boolean = this.#take(BOOLEAN);
    if (boolean !== undefined) return { type: 'boolean', value: boolean === '?1' };
    const date = this.#take(DATE);
    if (date !== undefined) return { type: 'date', value: Number(date.slice(1)) };
    const bytes = this.#take(BYTES);
    if (bytes !== undefined) return { type: 'bytes', value: bytes.slice(1, -1) };
    const display = this.#take(DISPLAY);
    if (display !== undefined) return { type: 'display', value: display.slice(2, -1) };
    return undefined;
  }

  #parameters(): boolean {
    while (this.#skip(/;/y)) {
      this.#skip(/ */y);
      if (this.#take(KEY) === undefined) return false;
      if (this.#skip(/=/y) && !this.#item()) return false;
    }
    return true;
  }

  #take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    if (found !== undefined) this.#at += found.length;
    return found;
  }
  #skip(pattern: RegExp): boolean {
    return this.#take(pattern) !== undefined;
  }
  get #end(): boolean {
    return this.#at >= this.#text.length;
  }
}
