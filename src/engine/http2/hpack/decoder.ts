import { sizeOf, type Field, type HpackFault } from './field.ts';
import { readHuffman } from './huffman.ts';
import { readInteger } from './integer.ts';
import { HpackTable } from './table.ts';

/** `listBytes` counts as SETTINGS_MAX_HEADER_LIST_SIZE does (RFC 9113 §6.5.2); beyond the limit fields are read and not kept. */
export interface HeaderList {
  readonly fields: readonly Field[];
  readonly listBytes: number;
  readonly tooLarge: boolean;
}

/** Reads header blocks, each whole, in the order in which they came. After a fault the table is of no use any more (RFC 9113 §4.3). */
export class HpackDecoder {
  readonly table: HpackTable;
  /** What we have told the peer that its table may take (SETTINGS_HEADER_TABLE_SIZE, as acknowledged). */
  #limit: number;
  /** The limit has come below the table's size: the next block must begin with an update (RFC 7541 §4.2). */
  #owed = false;

  constructor(limit = 4096) {
    this.#limit = limit;
    this.table = new HpackTable(limit);
  }

  /** The peer has acknowledged this limit. */
  setLimit(limit: number): void {
    this.#limit = limit;
    if (limit < this.table.maxSize) this.#owed = true;
  }

  decode(block: Uint8Array, mostListBytes = Infinity): HeaderList | HpackFault {
    const fields: Field[] = [];
    let listBytes = 0;
    const keep = (field: Field): void => {
      listBytes += sizeOf(field);
      if (listBytes <= mostListBytes) fields.push(field);
    };
    let sizesAllowed = true;
    for (let at = 0; at < block.length;) {
      const first = block[at]!;
      // RFC 7541 §6.3: 001xxxxx
      if ((first & 0xe0) === 0x20) {
        const size = readInteger(block, at, 5);
        if (size.value < 0) return badInteger(size.value);
        if (!sizesAllowed) return 'hpack.table-size-late';
        if (size.value > this.#limit) return 'hpack.table-size-too-large';
        this.table.resize(size.value);
        this.#owed = false;
        at = size.next;
        continue;
      }
      if (this.#owed) return 'hpack.table-size-missing';
      sizesAllowed = false;
      // §6.1: 1xxxxxxx
      if (first >= 0x80) {
        const index = readInteger(block, at, 7);
        if (index.value < 0) return badInteger(index.value);
        const field = this.table.at(index.value);
        if (!field) return 'hpack.no-such-index';
        keep(field);
        at = index.next;
        continue;
      }
      // §6.2.1: 01xxxxxx is kept in the table; §6.2.2: 0000xxxx is not; §6.2.3: 0001xxxx never may be
      const indexed = (first & 0x40) !== 0;
      const index = readInteger(block, at, indexed ? 6 : 4);
      if (index.value < 0) return badInteger(index.value);
      at = index.next;
      let name = '';
      if (index.value > 0) {
        const entry = this.table.at(index.value);
        if (!entry) return 'hpack.no-such-index';
        name = entry.name;
      } else {
        const read = readString(block, at);
        if (typeof read === 'string') return read;
        name = read.text;
        at = read.next;
      }
      const value = readString(block, at);
      if (typeof value === 'string') return value;
      at = value.next;
      const sensitive = !indexed && (first & 0x10) !== 0;
      const field: Field = sensitive
        ? { name, value: value.text, sensitive: true }
        : { name, value: value.text };
      if (indexed) this.table.add(field);
      keep(field);
    }
    return { fields, listBytes, tooLarge: listBytes > mostListBytes };
  }
}

/** RFC 7541 §5.2. */
function readString(block: Uint8Array, at: number): { text: string; next: number } | HpackFault {
  if (at >= block.length) return 'hpack.truncated';
  const length = readInteger(block, at, 7);
  if (length.value < 0) return badInteger(length.value);
  const to = length.next + length.value;
  if (to > block.length) return 'hpack.truncated';
  if (block[at]! < 0x80) {
    let text = '';
    for (let octet = length.next; octet < to; octet += 1) text += String.fromCharCode(block[octet]!);
    return { text, next: to };
  }
  const read = readHuffman(block, length.next, to);
  return typeof read === 'string' ? read : { text: read.text, next: to };
}

const badInteger = (value: number): HpackFault =>
  value === -1 ? 'hpack.truncated' : 'hpack.integer-too-large';
