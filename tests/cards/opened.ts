import { strFromU8, unzipSync } from 'fflate';
import initSqlJs from 'sql.js';

export type Row = Readonly<Record<string, string | number>>;

/** An .apkg as a reader finds it: what is in the zip, and the tables of its collection. */
export async function opened(apkg: Uint8Array) {
  const files = unzipSync(apkg);
  const { Database } = await initSqlJs();
  const db = new Database(files['collection.anki2']);
  const rows = (query: string): Row[] =>
    db
      .exec(query)
      .flatMap(({ columns, values }) =>
        values.map((row) => Object.fromEntries(columns.map((name, n) => [name, row[n]])) as Row),
      );
  const col = rows('SELECT * FROM col')[0]!;
  const json = <T>(name: string) => JSON.parse(String(col[name])) as Record<string, T>;
  return {
    files,
    rows,
    col,
    media: JSON.parse(strFromU8(files['media']!)) as Record<string, string>,
    models: json<{
      id: number;
      name: string;
      css: string;
      flds: { name: string }[];
      tmpls: { name: string; qfmt: string; afmt: string }[];
    }>('models'),
    decks: json<{ id: number; name: string; dyn: number; conf: number }>('decks'),
    notes: rows('SELECT * FROM notes ORDER BY id').map((note) => ({
      ...note,
      fields: String(note['flds']).split('\u001f'),
    })) as (Row & { fields: string[] })[],
    cards: rows('SELECT * FROM cards ORDER BY due'),
  };
}
