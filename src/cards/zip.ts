import { crc32, deflateRawSync } from 'node:zlib';

/** Names are UTF-8 (APPNOTE 4.4.4, bit 11). */
const UTF8 = 1 << 11;
const DEFLATE = 8;
/** 1980-01-01, the first day that a zip can name, as MS-DOS writes it: the 1st of the 1st month. */
const FIRST_DAY = (1 << 5) | 1;
/** Of the format that has Deflate: 2.0. */
const VERSION = 20;
/** More files need Zip64, which not every reader of decks knows. */
const MOST = 0xffff;

/** A zip of these files in their order. Same files, same bytes. */
export function zipOf(files: ReadonlyMap<string, Uint8Array>): Uint8Array<ArrayBuffer> {
  if (files.size > MOST) throw new Error(`a zip has at most ${MOST} files, not ${files.size}`);
  const contents: Uint8Array[] = [];
  const entries: Uint8Array[] = [];
  let at = 0;
  for (const [path, bytes] of files) {
    const name = Buffer.from(path);
    // one after the other: Node's threads would pack all at once, and each holds a quarter of a megabyte
    const content = deflateRawSync(bytes);
    // what stands both before the content and in the list at the end (APPNOTE 4.3.7, 4.3.12)
    const about = Buffer.concat([
      u16(VERSION, UTF8, DEFLATE, 0, FIRST_DAY),
      u32(crc32(bytes), content.length, bytes.length),
      u16(name.length, 0),
    ]);
    contents.push(u32(0x04034b50), about, name, content);
    // without a comment, on disk 0, with no attributes
    entries.push(u32(0x02014b50), u16(VERSION), about, u16(0, 0, 0), u32(0, at), name);
    at += 4 + about.length + name.length + content.length;
  }
  const list = Buffer.concat(entries);
  const end = [u32(0x06054b50), u16(0, 0, files.size, files.size), u32(list.length, at), u16(0)];
  return new Uint8Array(Buffer.concat([...contents, list, ...end]));
}

/** Numbers of 16 bits, little-endian as everything in a zip. */
const u16 = (...numbers: number[]): Buffer => written(2, numbers);
const u32 = (...numbers: number[]): Buffer => written(4, numbers);

function written(size: number, numbers: readonly number[]): Buffer {
  const bytes = Buffer.alloc(numbers.length * size);
  numbers.forEach((number, i) => bytes.writeUIntLE(number, i * size, size));
  return bytes;
}
