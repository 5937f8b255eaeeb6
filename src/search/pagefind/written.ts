import { createHash } from 'node:crypto';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzipSync, gzip } from 'node:zlib';
import { decode, encode } from 'cborg';

/** What every file of Pagefind 1.x begins with, inside its gzip; CBOR follows. */
const SIGNATURE = Buffer.from('pagefind_dcd');

/** A word, and where it stands; what follows is Pagefind's own. */
type Word = readonly [word: string, ...places: unknown[]];
/** First word, last word, and the name of the file that has all between them. */
type Chunk = readonly [from: string, to: string, file: string];
/** Version, pages, chunks of the index, and the rest. */
type Meta = [version: string, pages: unknown, chunks: readonly Chunk[], ...rest: unknown[]];

/**
 * Cuts the chunks of a written index (`folder` is dist/pagefind) so that none is much larger than `most` bytes. Pagefind fills a chunk
 * by the number of places; Korean has many words with few places each, and a search would load a chunk of a quarter of a megabyte.
 */
export async function rechunk(folder: string, most: number): Promise<void> {
  for (const name of await readdir(folder)) {
    if (!name.endsWith('.pf_meta')) continue;
    const [version, pages, chunks, ...rest] = await read<Meta>(join(folder, name));
    const cut = await Promise.all(chunks.map((chunk) => split(join(folder, 'index'), chunk, most)));
    await writeFile(join(folder, name), await packed([version, pages, cut.flat(), ...rest]));
  }
}

async function split(folder: string, chunk: Chunk, most: number): Promise<readonly Chunk[]> {
  const path = fileIn(folder, chunk[2]);
  const bytes = await readFile(path);
  const parts = Math.ceil(bytes.length / most);
  if (parts === 1) return [chunk];
  const [words] = opened<readonly [readonly Word[]]>(bytes);
  const share = Math.ceil(words.length / parts);
  const made: Chunk[] = [];
  for (let at = 0; at < words.length; at += share) {
    const some = words.slice(at, at + share);
    const content = await packed([some]);
    const digest = createHash('sha256').update(content).digest('hex').slice(0, 7);
    const file = `${chunk[2].split('_')[0]}_${digest}`;
    await writeFile(fileIn(folder, file), content);
    made.push([some[0]![0], some.at(-1)![0], file]);
  }
  await rm(path);
  return made;
}

const fileIn = (folder: string, file: string): string => join(folder, `${file}.pf_index`);
const read = async <T>(path: string): Promise<T> => opened<T>(await readFile(path));

const opened = <T>(file: Uint8Array): T => decode(unsigned(file)) as T;
function unsigned(file: Uint8Array): Buffer {
  const bytes = gunzipSync(file);
  if (!bytes.subarray(0, SIGNATURE.length).equals(SIGNATURE))
    throw new Error(`Pagefind wrote a file without ${SIGNATURE}: has its format changed?`);
  return bytes.subarray(SIGNATURE.length);
}
/** In Node's own threads: to pack the index takes longer than to read and cut it. */
const packed = (value: unknown): Promise<Uint8Array> =>
  promisify(gzip)(Buffer.concat([SIGNATURE, encode(value)]), { level: 9 });

/** Address of a page -> name of its record, of every page in a written index. */
export async function recordsIn(folder: string): Promise<ReadonlyMap<string, string>> {
  const fragments = join(folder, 'fragment');
  const records = new Map<string, string>();
  for (const name of await readdir(fragments)) {
    const text = unsigned(await readFile(join(fragments, name))).toString();
    records.set((JSON.parse(text) as { url: string }).url, name.replace(/\.pf_fragment$/, ''));
  }
  return records;
}
