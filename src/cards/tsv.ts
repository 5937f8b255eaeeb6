import { FIELDS, fieldsOf, noteTypeName } from './anki/note-type.ts';
import type { Deck } from './anki/collection.ts';

/** What a text can hold: a picture would have to be copied by hand. */
const COLUMNS = FIELDS.filter((name) => name !== 'Picture');

/**
 * The notes as text, with the lines at the head that Anki (2.1.54 and later) reads. The first field is our id: Anki finds a note
 * by it and updates it. There is no GUID column on purpose: rows that have one are not compared by their first field.
 */
export function tsv(deck: Deck): string {
  const names = new Map(deck.parts.map(({ id, name }) => [id, `${deck.name}::${name}`]));
  const head = [
    'separator:tab',
    'html:true',
    `notetype:${noteTypeName(deck.lang)}`,
    `columns:${[...COLUMNS, 'Deck', 'Tags'].join('\t')}`,
    `deck column:${COLUMNS.length + 1}`,
    `tags column:${COLUMNS.length + 2}`,
  ];
  const rows = deck.cards.map((card) => {
    const fields = fieldsOf(card).slice(0, COLUMNS.length);
    return [...fields, names.get(card.deck) ?? deck.name, card.tags.join(' ')].map(cell).join('\t');
  });
  return [...head.map((line) => `#${line}`), ...rows, ''].join('\n');
}

/** Quoted where it must be (RFC 4180 §2, items 6 and 7); white space makes no difference in HTML, and lines stay lines. */
function cell(field: string): string {
  const flat = field.replace(/\s+/g, ' ');
  return flat.includes('"') ? `"${flat.replaceAll('"', '""')}"` : flat;
}
