import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { deckId } from '#cards/anki/collection.ts';
import { distinct, idOf } from '#cards/anki/ids.ts';
import { FIELDS, noteTypeId } from '#cards/anki/note-type.ts';
import { apkg } from '#cards/anki/package.ts';
import { cards, deck, LANGUAGES, page, posed } from './build.ts';
import { opened } from './opened.ts';

const english = await opened(await apkg(deck('en')));

describe('the collection', () => {
  it('is of schema 11, with every table and index that Anki opens', () => {
    expect(english.col).toMatchObject({ id: 1, ver: 11, mod: 1_790_000_000_000 });
    expect(
      english
        .rows("SELECT name FROM sqlite_master WHERE name NOT LIKE 'sqlite%' ORDER BY name")
        .map((row) => row['name']),
    ).toEqual([
      ...['cards', 'col', 'graves'],
      ...[
        'ix_cards_nid',
        'ix_cards_sched',
        'ix_cards_usn',
        'ix_notes_csum',
        'ix_notes_usn',
        'ix_revlog_cid',
        'ix_revlog_usn',
      ],
      ...['notes', 'revlog'],
    ]);
  });
  it('has one note for each card, of the note type that the collection describes', () => {
    expect(english.notes).toHaveLength(posed.length + 1);
    for (const note of english.notes) {
      expect(note.fields).toHaveLength(FIELDS.length);
      expect(Object.keys(english.models)).toContain(String(note['mid']));
      expect(note['guid']).toBe(note.fields[0]);
      expect(note['csum']).toBe(createHash('sha1').update(note.fields[0]!).digest().readUInt32BE(0));
    }
  });
  it('has ids that are whole numbers, and cards of known notes in known decks', () => {
    const notes = new Set(english.notes.map(({ id }) => id));
    for (const card of english.cards) {
      expect(notes).toContain(card['nid']);
      expect(Object.keys(english.decks)).toContain(String(card['did']));
    }
    expect(
      english.rows(
        "SELECT id FROM cards WHERE typeof(id) <> 'integer' OR typeof(nid) <> 'integer' OR typeof(did) <> 'integer'",
      ),
    ).toEqual([]);
    expect(
      english.rows(
        "SELECT id FROM notes WHERE typeof(id) <> 'integer' OR typeof(mid) <> 'integer' OR typeof(csum) <> 'integer'",
      ),
    ).toEqual([]);
    expect(english.rows('SELECT * FROM cards WHERE type <> 0 OR queue <> 0 OR reps <> 0')).toEqual([]);
    expect(english.cards.map(({ due }) => due)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });
  it('has a deck a chapter under one', () => {
    expect(Object.values(english.decks).map(({ name }) => name)).toEqual(
      expect.arrayContaining(['Default', 'Keepalive', 'Keepalive::0 Questions', 'Keepalive::1 TCP']),
    );
  });
});

/**
 * What Anki's importer cannot do without, or older ones, and of which type (rslib: notetype/schema11.rs, decks/schema11.rs,
 * deckconfig/schema11.rs, all as read in November 2026): where one is missing or another thing, it takes the file for a damaged one.
 * `number[]` is a list of them.
 */
const READ = {
  models: {
    '': {
      id: 'number', name: 'string', type: 'number', mod: 'number', usn: 'number', sortf: 'number', did: 'number',
      tmpls: 'object[]', flds: 'object[]', css: 'string',
    },
    'tmpls.0': { name: 'string', ord: 'number', qfmt: 'string', afmt: 'string', bqfmt: 'string', bafmt: 'string' },
    'flds.0': { name: 'string', ord: 'number', sticky: 'boolean', rtl: 'boolean', font: 'string', size: 'number' },
    // a card is made where any of these fields holds something
    'req.0': { 0: 'number', 1: 'string', 2: 'number[]' },
  },
  decks: {
    '': {
      id: 'number', mod: 'number', name: 'string', usn: 'number', desc: 'string', dyn: 'number', conf: 'number',
      collapsed: 'boolean', browserCollapsed: 'boolean', extendNew: 'number', extendRev: 'number',
      lrnToday: 'number[]', revToday: 'number[]', newToday: 'number[]', timeToday: 'number[]',
    },
  },
  dconf: {
    '': {
      id: 'number', mod: 'number', name: 'string', usn: 'number', maxTaken: 'number', autoplay: 'boolean',
      timer: 'number', replayq: 'boolean', dyn: 'boolean',
    },
    new: { bury: 'boolean', delays: 'number[]', initialFactor: 'number', ints: 'number[]', order: 'number', perDay: 'number' },
    rev: { bury: 'boolean', ease4: 'number', ivlFct: 'number', maxIvl: 'number', perDay: 'number', hardFactor: 'number' },
    lapse: { delays: 'number[]', leechAction: 'number', leechFails: 'number', minInt: 'number', mult: 'number' },
  },
} as const; // prettier-ignore

const typeOf = (value: unknown): string =>
  Array.isArray(value) ? `${[...new Set(value.map(typeOf))].join('|')}[]` : typeof value;

describe('what an importer reads', () => {
  const rows = Object.entries(READ).flatMap(([column, parts]) =>
    Object.entries(parts).map(([path, fields]) => [column, path, fields] as const),
  );
  it.each(rows)('is all there in %s %s', (column, path, fields) => {
    const all = JSON.parse(String(english.col[column])) as Record<string, unknown>;
    for (const [key, one] of Object.entries(all)) {
      const part = path === '' ? one : path.split('.').reduce<unknown>((of, name) => (of as Record<string, unknown>)[name], one); // prettier-ignore
      const found = part as Record<string, unknown>;
      expect(Object.fromEntries(Object.keys(fields).map((name) => [name, typeOf(found[name])]))).toEqual(
        fields,
      );
      if (path === '') expect(String(found['id'])).toBe(key);
    }
  });
  it('gives every deck its options, every part the deck above it, and every field and template its place', () => {
    const options = JSON.parse(String(english.col['dconf'])) as object;
    const names = Object.values(english.decks).map(({ name }) => name);
    for (const { name, conf } of Object.values(english.decks)) {
      expect(Object.keys(options)).toContain(String(conf));
      if (name.includes('::')) expect(names).toContain(name.slice(0, name.lastIndexOf('::')));
    }
    for (const { flds, tmpls } of Object.values(english.models) as unknown as {
      flds: { ord: number }[];
      tmpls: { ord: number }[];
    }[])
      for (const list of [flds, tmpls]) expect(list.map(({ ord }) => ord)).toEqual(list.map((_, n) => n));
  });
  it('sorts and finds duplicates by the first field, and parts tags by a space on both sides', () => {
    for (const note of english.notes) {
      expect(note['sfld']).toBe(note.fields[0]);
      expect(note['tags']).toMatch(/^( [^\s"]+)+ $/);
      expect(String(note['guid'])).toMatch(/^[\w-]+$/);
    }
  });
  it('takes pictures by names that every system can keep', () => {
    for (const [number, name] of Object.entries(english.media)) {
      expect(english.files[number]).toBeDefined();
      // media::safe_normalized_file_name: no folder, nothing that Windows forbids, NFC
      expect(name).toMatch(/^[\w-][\w.-]{0,119}$/);
    }
  });
});

/** rslib as read in November 2026: what its importer does to a collection that is not already as it would have it, or refuses. */
describe('what an importer changes or refuses', () => {
  it('is no id of a day to come (import_export/gather.rs, check_ids)', () => {
    for (const { id } of [...english.notes, ...english.cards]) expect(id).toBeLessThan(Date.UTC(2026, 3));
  });
  it('is no options but its own defaults: a reader without the Default options gets those (deckconfig/schema11.rs)', () => {
    const [options] = Object.values(JSON.parse(String(english.col['dconf'])) as object);
    expect(options).toMatchObject({
      ...{ maxTaken: 60, autoplay: true, timer: 0, replayq: true, dyn: false },
      new: { bury: false, delays: [1, 10], initialFactor: 2500, ints: [1, 4, 0], order: 1, perDay: 20 },
      rev: { bury: false, ease4: 1.3, ivlFct: 1, maxIvl: 36_500, perDay: 200, hardFactor: 1.2 },
      lapse: { delays: [10], leechAction: 1, leechFails: 8, minInt: 1, mult: 0 },
    });
  });
  it('is no settings that it expects and does not find (config/schema11.rs)', () => {
    const expected = 'activeDecks curDeck newSpread collapseTime timeLim estTimes dueCounts curModel nextPos sortType sortBackwards addToCur'; // prettier-ignore
    const settings = JSON.parse(String(english.col['conf'])) as Record<string, unknown>;
    expect(Object.keys(settings).sort()).toEqual(expected.split(' ').sort());
    expect(settings['nextPos']).toBe(english.cards.length + 1);
  });
  it('is no text with control characters or out of NFC (notes/mod.rs, normalize_field), and no card with an empty front', () => {
    for (const { fields } of english.notes) {
      for (const field of fields) expect(field).not.toMatch(/[\0-\x08\x0b-\x1f\x7f]/);
      expect(fields.map((field) => field.normalize('NFC'))).toEqual(fields);
      expect(fields[FIELDS.indexOf('Question')]!.replace(/<[^>]*>/g, '').trim()).not.toBe('');
    }
  });
  it('is no second version of the collection, which a newer Anki would prefer (package/meta.rs)', () => {
    expect(Object.keys(english.files).sort()).toEqual(['0', 'collection.anki2', 'media']);
  });
});

describe('importing again', () => {
  /** What readers have in their collections by now: if one of these changes, they get every card twice. */
  it('meets the ids of the first release', async () => {
    const ids = (lang: 'ko' | 'en') => ({
      noteType: noteTypeId(lang),
      deck: deckId(lang),
      part: deckId(lang, 'tcp-udp'),
    });
    expect({ fields: FIELDS, ko: ids('ko'), en: ids('en') }).toMatchInlineSnapshot(`
      {
        "en": {
          "deck": 1753400079970,
          "noteType": 1750398447784,
          "part": 1763902495768,
        },
        "fields": [
          "Id",
          "Question",
          "Answer",
          "Why",
          "OneLine",
          "Source",
          "Link",
          "Picture",
        ],
        "ko": {
          "deck": 1731089190992,
          "noteType": 1709007689676,
          "part": 1716298896598,
        },
      }
    `);
    const [note] = (await opened(await apkg(deck('ko', { cards: cards('ko').slice(1, 2) })))).notes;
    expect({ id: note!['id'], guid: note!['guid'] }).toMatchInlineSnapshot(`
      {
        "guid": "keepalive-ko-one",
        "id": 1709508572512,
      }
    `);
    expect(english.models[String(noteTypeId('en'))]!.flds.map(({ name }) => name)).toEqual([...FIELDS]);
    expect(english.models[String(noteTypeId('en'))]!.tmpls.map(({ name }) => name)).toEqual(['Card']);
  });
  it('finds the same ids when texts, chapters and order have changed, and a newer time', async () => {
    const changed = deck('en', {
      name: 'Another name',
      parts: deck('en').parts.map(({ id }) => ({ id, name: `renamed ${id}` })),
      modified: 1_790_000_001,
      cards: cards('en')
        .reverse()
        .map((card) => ({ ...card, question: `${card.question}!`, tags: [] })),
    });
    const again = await opened(await apkg(changed));
    const keys = ({ notes }: typeof again) => notes.map(({ id, guid, mid }) => ({ id, guid, mid }));
    expect(keys(again)).toEqual(keys(english));
    expect(Object.keys(again.decks).sort()).toEqual(Object.keys(english.decks).sort());
    expect(again.notes.every((note) => note['mod'] === 1_790_000_001)).toBe(true);
    expect(again.notes.map(({ fields }) => fields[1])).not.toEqual(
      english.notes.map(({ fields }) => fields[1]),
    );
  });
  it('is not stopped by two names that share a number', () => {
    const give = distinct();
    expect([5, 5, 6, 5].map(give)).toEqual([5, 6, 7, 8]);
    const many = Array.from({ length: 20_000 }, (_, n) => idOf(`note/${n}`));
    expect(many.every((id) => id >= Date.UTC(2024, 0, 1) && id < Date.UTC(2026, 3))).toBe(true);
    expect(new Set(many).size).toBeGreaterThan(19_990);
  });
  it('shares nothing between the languages', async () => {
    const korean = await opened(await apkg(deck('ko')));
    const all = (one: typeof korean) => [
      ...one.notes.flatMap(({ id, guid }) => [id, guid]),
      ...one.cards.map(({ id }) => id),
      ...Object.keys(one.models),
      ...Object.keys(one.decks).filter((id) => id !== '1'),
    ];
    expect(all(korean).filter((id) => all(english).includes(id))).toEqual([]);
  });
});

describe('the file', () => {
  it.each(LANGUAGES)('is the same to the byte from the same material (%s)', async (lang) => {
    expect(await apkg(deck(lang))).toEqual(await apkg(deck(lang)));
  });
  it('holds each picture once, under the name that the fields use', () => {
    expect(english.media).toEqual({ 0: page.picture!.name });
    expect(new TextDecoder().decode(english.files['0'])).toBe(page.picture!.svg);
    const shown = english.notes.flatMap(({ fields }) =>
      [...fields.at(-1)!.matchAll(/src="([^"]+)"/g)].map(([, name]) => name),
    );
    expect(shown).toEqual([page.picture!.name]);
  });
  it('asks for nothing from elsewhere: no scripts, no remote pictures or styles', () => {
    const { css, tmpls } = Object.values(english.models)[0]!;
    const all = [
      css,
      ...tmpls.flatMap(({ qfmt, afmt }) => [qfmt, afmt]),
      ...english.notes.flatMap(({ fields }) => fields),
    ];
    for (const text of all) expect(text).not.toMatch(/<script|javascript:|src="http|url\(|@import/i);
  });
  it('names in its template only fields that are there', () => {
    const { tmpls } = Object.values(english.models)[0]!;
    const named = [...(tmpls[0]!.qfmt + tmpls[0]!.afmt).matchAll(/\{\{[#/]?(\w+)\}\}/g)].map(
      ([, name]) => name!,
    );
    expect(
      named.filter((name) => name !== 'FrontSide' && !FIELDS.includes(name as (typeof FIELDS)[number])),
    ).toEqual([]);
  });
  it('is read by SQLite itself', async (context) => {
    const folder = mkdtempSync(join(tmpdir(), 'keepalive-'));
    try {
      const file = join(folder, 'collection.anki2');
      writeFileSync(file, english.files['collection.anki2']!);
      let said: string;
      try {
        const query =
          "import sqlite3, sys; db = sqlite3.connect(sys.argv[1]); print(db.execute('pragma integrity_check').fetchone()[0], db.execute('select count(*) from notes').fetchone()[0])";
        said = execFileSync('python3', ['-c', query, file], { encoding: 'utf8' });
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
        return context.skip('python3 is not installed');
      }
      expect(said.trim()).toBe(`ok ${posed.length + 1}`);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
