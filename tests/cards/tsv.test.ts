import { describe, expect, it } from 'vitest';
import { FIELDS, fieldsOf, noteTypeName } from '#cards/anki/note-type.ts';
import { tsv } from '#cards/tsv.ts';
import { cards, deck, LANGUAGES } from './build.ts';

/** Reads it as Anki does: comments at the head, then rows whose cells may be quoted. */
function readBack(text: string) {
  const lines = text.split('\n');
  const isHead = (line: string) => line.startsWith('#');
  const head = new Map(
    lines.filter(isHead).map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(1, colon), line.slice(colon + 1)] as const;
    }),
  );
  const rows = lines
    .filter((line) => line !== '' && !isHead(line))
    .map((line) =>
      line.split('\t').map((cell) => (cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell)),
    );
  return { head, rows };
}

describe.each(LANGUAGES)('the table (%s)', (lang) => {
  const { head, rows } = readBack(tsv(deck(lang)));
  it('says in its head how it is to be read', () => {
    expect(Object.fromEntries(head)).toEqual({
      separator: 'tab',
      html: 'true',
      notetype: noteTypeName(lang),
      columns: 'Id\tQuestion\tAnswer\tWhy\tOneLine\tSource\tLink\tDeck\tTags',
      'deck column': '8',
      'tags column': '9',
    });
  });
  it('has our id first, and no GUID', () => {
    expect(rows.map(([id]) => id)).toEqual(cards(lang).map(({ id }) => id));
    expect(head.has('guid column')).toBe(false);
  });
  it('has the very fields of the deck, one row a note', () => {
    const flat = (text: string) => text.replace(/\s+/g, ' ');
    expect(rows.map((row) => row.slice(0, FIELDS.length - 1))).toEqual(
      cards(lang).map((card) => fieldsOf(card).slice(0, -1).map(flat)),
    );
    for (const row of rows) expect(row).toHaveLength(9);
    expect(rows[1]!.slice(7)).toEqual([
      'Keepalive::1 TCP',
      'keepalive::tcp-udp keepalive::mid keepalive::time-wait keepalive::single',
    ]);
  });
});

it('a tab or a new line in a text makes no new cell', () => {
  const [card] = cards('en');
  const text = tsv(deck('en', { cards: [{ ...card!, question: 'one\ttwo\n"three"' }] }));
  expect(readBack(text).rows).toEqual([expect.arrayContaining(['one two "three"'])]);
});
