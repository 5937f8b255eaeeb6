import { sizeOf, type Field } from './field.ts';
import { huffmanLength, writeHuffman } from './huffman.ts';
import { writeInteger } from './integer.ts';
import { STATIC_INDEX } from './static-table.ts';
import { HpackTable } from './table.ts';

export interface EncoderRules {
  /** 'shorter': where it saves octets. 'always' and 'never' only to show what it is good for. */
  readonly huffman: 'shorter' | 'always' | 'never';
  /** Whether new fields are put in the dynamic table; without it only the static table and Huffman are left. */
  readonly indexing: boolean;
}

/** Writes header blocks, each whole, in the order in which they go. */
export class HpackEncoder {
  readonly table: HpackTable;
  readonly #rules: EncoderRules;
  /** Sizes that the next block has to begin with: the least since the last one, and the last (RFC 7541 §4.2). */
  #least: number | undefined;
  #last: number | undefined;

  constructor(maxSize = 4096, rules: Partial<EncoderRules> = {}) {
    this.table = new HpackTable(maxSize);
    this.#rules = { huffman: 'shorter', indexing: true, ...rules };
  }

  /** From the peer's SETTINGS_HEADER_TABLE_SIZE, which we acknowledge. */
  resize(maxSize: number): void {
    if (maxSize === (this.#last ?? this.table.maxSize)) return;
    this.#least = Math.min(this.#least ?? maxSize, maxSize);
    this.#last = maxSize;
    this.table.resize(maxSize);
  }

  encode(fields: readonly Field[]): Uint8Array {
    const out: number[] = [];
    if (this.#least !== undefined && this.#last !== undefined) {
      if (this.#least < this.#last) writeInteger(out, this.#least, 5, 0x20);
      writeInteger(out, this.#last, 5, 0x20);
      this.#least = this.#last = undefined;
    }
    for (const field of fields) this.#field(out, field);
    return Uint8Array.from(out);
  }

  #field(out: number[], field: Field): void {
    const whole = STATIC_INDEX.get(`${field.name}\n${field.value}`);
    const found = whole ?? this.table.find(field);
    if (!field.sensitive && found > 0) return writeInteger(out, found, 7, 0x80);
    const named = STATIC_INDEX.get(field.name) ?? Math.abs(found);
    // RFC 7541 §6.2.3, §7.1.3
    if (field.sensitive) writeInteger(out, named, 4, 0x10);
    // An entry that takes most of the table would drive out more than it brings
    else if (!this.#rules.indexing || sizeOf(field) > (3 * this.table.maxSize) / 4)
      writeInteger(out, named, 4, 0x00);
    else {
      writeInteger(out, named, 6, 0x40);
      this.table.add(field);
    }
    if (named === 0) this.#string(out, field.name);
    this.#string(out, field.value);
  }

  #string(out: number[], text: string): void {
    const { huffman } = this.#rules;
    const coded = huffmanLength(text);
    if (huffman === 'always' || (huffman === 'shorter' && coded < text.length)) {
      writeInteger(out, coded, 7, 0x80);
      writeHuffman(out, text);
      return;
    }
    writeInteger(out, text.length, 7, 0);
    for (let at = 0; at < text.length; at += 1) out.push(text.charCodeAt(at) & 0xff);
  }
}
