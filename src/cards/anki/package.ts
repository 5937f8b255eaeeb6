import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import initSqlJs from 'sql.js';
import { zipOf } from '../zip.ts';
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
  const names = Object.fromEntries([...pictures.keys()].map((name, n) => [n, name]));
  const files = new Map([
    ['collection.anki2', db.export()],
    ['media', Buffer.from(JSON.stringify(names))],
    ...[...pictures.values()].map((svg, n) => [String(n), Buffer.from(svg)] as const),
  ]);
  db.close();
  return zipOf(files);
}
