import type { Database } from 'sql.js';
import type { Language } from '#i18n/languages.ts';
import type { Card } from '../card.ts';
import { checksumOf, distinct, idOf } from './ids.ts';
import { fieldsOf, noteType, noteTypeId } from './note-type.ts';

export interface Deck {
  readonly lang: Language;
  /** The deck above all others. */
  readonly name: string;
  readonly description: string;
  /** Those below it, by the ids that the cards name. */
  readonly parts: readonly { readonly id: string; readonly name: string }[];
  /** When the material was last changed, in seconds since 1970: Anki takes a note only when it is newer than its own. */
  readonly modified: number;
  readonly cards: readonly Card[];
}

/** Schema 11 (Anki 2.0 and later read it): the columns, their order and the indices are Anki's. */
const SCHEMA = `
CREATE TABLE col (id integer primary key, crt integer not null, mod integer not null, scm integer not null,
  ver integer not null, dty integer not null, usn integer not null, ls integer not null,
  conf text not null, models text not null, decks text not null, dconf text not null, tags text not null);
CREATE TABLE notes (id integer primary key, guid text not null, mid integer not null, mod integer not null,
  usn integer not null, tags text not null, flds text not null, sfld integer not null, csum integer not null,
  flags integer not null, data text not null);
CREATE TABLE cards (id integer primary key, nid integer not null, did integer not null, ord integer not null,
  mod integer not null, usn integer not null, type integer not null, queue integer not null, due integer not null,
  ivl integer not null, factor integer not null, reps integer not null, lapses integer not null, left integer not null,
  odue integer not null, odid integer not null, flags integer not null, data text not null);
CREATE TABLE revlog (id integer primary key, cid integer not null, usn integer not null, ease integer not null,
  ivl integer not null, lastIvl integer not null, factor integer not null, time integer not null, type integer not null);
CREATE TABLE graves (usn integer not null, oid integer not null, type integer not null);
CREATE INDEX ix_notes_usn on notes (usn);
CREATE INDEX ix_cards_usn on cards (usn);
CREATE INDEX ix_revlog_usn on revlog (usn);
CREATE INDEX ix_cards_nid on cards (nid);
CREATE INDEX ix_cards_sched on cards (did, queue, due);
CREATE INDEX ix_revlog_cid on revlog (cid);
CREATE INDEX ix_notes_csum on notes (csum);`;

const SCHEMA_VERSION = 11;
/** The fields of a note are kept in one column. */
const FIELD_SEPARATOR = '\u001f';

/** By the id of the part, not by its name: a chapter may be renamed. */
export const deckId = (lang: Language, part = ''): number => idOf(`keepalive/deck/${lang}/${part}`);

const deckEntry = (id: number, name: string, desc: string, mod: number) => ({
  id,
  name,
  desc,
  mod,
  usn: -1,
  conf: 1,
  dyn: 0,
  collapsed: false,
  browserCollapsed: false,
  extendNew: 0,
  extendRev: 0,
  newToday: [0, 0],
  revToday: [0, 0],
  lrnToday: [0, 0],
  timeToday: [0, 0],
});

/** Options of the decks: Anki's own defaults (rslib, deckconfig/schema11.rs). A reader's settings stay theirs. */
const OPTIONS = {
  1: {
    id: 1,
    mod: 0,
    name: 'Default',
    usn: 0,
    maxTaken: 60,
    autoplay: true,
    timer: 0,
    replayq: true,
    dyn: false,
    new: { bury: false, delays: [1, 10], initialFactor: 2500, ints: [1, 4, 0], order: 1, perDay: 20 },
    rev: { bury: false, ease4: 1.3, ivlFct: 1, maxIvl: 36500, perDay: 200, hardFactor: 1.2 },
    lapse: { delays: [10], leechAction: 1, leechFails: 8, minInt: 1, mult: 0 },
  },
};

/** What schema 11 expects to be set (rslib, config/schema11.rs), at Anki's own defaults; older versions read it without asking. */
const SETTINGS = {
  newSpread: 0,
  collapseTime: 1200,
  timeLim: 0,
  estTimes: true,
  dueCounts: true,
  sortType: 'noteFld',
  sortBackwards: false,
  addToCur: true,
};

/** Fills an empty database with the deck, as a collection of unseen cards. */
export function writeCollection(db: Database, deck: Deck): void {
  const { lang, modified, cards } = deck;
  const top = deckId(lang);
  const decks = [
    deckEntry(1, 'Default', '', 0),
    deckEntry(top, deck.name, deck.description, modified),
    ...deck.parts.map(({ id, name }) => deckEntry(deckId(lang, id), `${deck.name}::${name}`, '', modified)),
  ];
  db.run(SCHEMA);
  db.run('INSERT INTO col VALUES (1, ?, ?, ?, ?, 0, 0, 0, ?, ?, ?, ?, ?)', [
    modified,
    modified * 1000,
    modified * 1000,
    SCHEMA_VERSION,
    JSON.stringify({
      ...SETTINGS,
      curDeck: top,
      activeDecks: [top],
      curModel: noteTypeId(lang),
      nextPos: cards.length + 1,
    }),
    JSON.stringify({ [noteTypeId(lang)]: noteType(lang, top, modified) }),
    JSON.stringify(Object.fromEntries(decks.map((one) => [one.id, one]))),
    JSON.stringify(OPTIONS),
    '{}',
  ]);
  // one, not one for each line: that would write the same pages again and again
  db.run('BEGIN');
  const note = db.prepare("INSERT INTO notes VALUES (?, ?, ?, ?, -1, ?, ?, ?, ?, 0, '')");
  const entry = db.prepare(
    "INSERT INTO cards VALUES (?, ?, ?, 0, ?, -1, 0, 0, ?, 0, 0, 0, 0, 0, 0, 0, 0, '')",
  );
  const [ofNote, ofCard] = [distinct(), distinct()];
  for (const [n, card] of cards.entries()) {
    const noteId = ofNote(idOf(`note/${card.id}`));
    const fields = fieldsOf(card).join(FIELD_SEPARATOR);
    const tags = ` ${card.tags.join(' ')} `;
    note.run([noteId, card.id, noteTypeId(lang), modified, tags, fields, card.id, checksumOf(card.id)]);
    entry.run([ofCard(idOf(`card/${card.id}`)), noteId, deckId(lang, card.deck), modified, n + 1]);
  }
  note.free();
  entry.free();
  db.run('COMMIT');
}
