import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { strToU8, zipSync, type Zippable } from 'fflate';
import initSqlJs from 'sql.js';
import { ZIP_DAY } from '../zip-day.ts';
import { writeCollection, type Deck } from './collection.ts';

const require = createRequire(import.meta.url);
let sql: ReturnType<typeof initSqlJs> | undefined;

/** An .apkg: the collection, and its pictures under numbers that `media` names. */
export async function apkg(deck: Deck): Promise<Uint8Array<ArrayBuffer>> {
  const wasm = readFileSync(require.resolve('sql.js/dist/sql-wasm.wasm'));
  const { Database } = await (sql ??= initSqlJs({ wasmBinary: new Uint8Array(wasm).buffer }));
  const db = new Database();
  writeCollection(db, deck);
  const pictures = new Map(
    deck.cards.flatMap(({ picture }) => (picture ? [[picture.name, picture.svg]] : [])),
  );
  const files: Zippable = { 'collection.anki2': db.export() };
  const media: Record<string, string> = {};
  for (const [n, [name, svg]] of [...pictures].entries()) {
    media[n] = name;
    files[n] = strToU8(svg);
  }
  files['media'] = strToU8(JSON.stringify(media));
  db.close();
  return new Uint8Array(zipSync(files, { mtime: ZIP_DAY, level: 9 }));
}
