import type { Language } from '#i18n/languages.ts';
import { idOf } from './ids.ts';
import type { Card } from '../card.ts';

/** Names and order are for ever: Anki takes a note type with others for another one, and its notes for conflicting ones. */
export const FIELDS = ['Id', 'Question', 'Answer', 'Why', 'OneLine', 'Source', 'Link', 'Picture'] as const;

export const noteTypeId = (lang: Language): number => idOf(`keepalive/note-type/${lang}`);
export const noteTypeName = (lang: Language): string => `Keepalive (${lang})`;

const picture = ({ picture: one }: Card) =>
  one ? `<img src="${one.name}" alt="${one.alt.replaceAll('"', '&quot;')}">` : '';

/** The values of a note in the order of `FIELDS`. */
export const fieldsOf = (card: Card): readonly string[] => [
  card.id,
  card.question,
  card.answer,
  card.why,
  card.oneLine,
  card.source,
  card.link,
  picture(card),
];

/** The colours of the site's two themes; Anki puts `nightMode` on the card (older AnkiDroid: `night_mode`). */
const STYLE = `.card { --paper: #fcfbf8; --ink: #1d1c1a; --quiet: #5d5a53; --line: #e3e0d7; --link: #0b5cad; }
.card.nightMode, .card.night_mode, .nightMode .card { --paper: #161615; --ink: #ecebe6; --quiet: #a5a29a; --line: #33322f; --link: #7db7f0; }
.card { background: var(--paper); color: var(--ink); font: 18px/1.6 system-ui, 'Apple SD Gothic Neo', 'Malgun Gothic', 'Noto Sans KR', sans-serif; text-align: start; word-break: keep-all; overflow-wrap: anywhere; }
.card > * { max-width: 40em; margin-inline: auto; }
p { margin: .5em 0; }
ol, ul { margin: .5em 0; padding-inline-start: 1.6em; }
li { margin: .35em 0; }
code { font: .92em ui-monospace, Menlo, Consolas, monospace; }
a { color: var(--link); }
hr { border: 0; border-top: 1px solid var(--line); margin: 1em auto; }
.answer { font-weight: 650; }
.small { color: var(--quiet); font-size: 15px; }
img { max-width: 100%; height: auto; border-radius: 4px; }
`;

const FRONT = '<div lang="LANG">{{Question}}</div>';
const BACK = `{{FrontSide}}
<hr id="answer">
<div lang="LANG">
<div class="answer">{{Answer}}</div>
{{Why}}
{{#Picture}}<p>{{Picture}}</p>{{/Picture}}
<div class="small">
{{#OneLine}}<p>{{OneLine}}</p>{{/OneLine}}
<p>{{Link}}</p>
{{Source}}
</div>
</div>`;

/** The note type as schema 11 writes it into the collection. One for each language: the browser hyphenates and speaks by it. */
export const noteType = (lang: Language, deck: number, modified: number): object => ({
  id: noteTypeId(lang),
  name: noteTypeName(lang),
  type: 0,
  mod: modified,
  usn: -1,
  sortf: 0,
  did: deck,
  tmpls: [
    {
      name: 'Card',
      ord: 0,
      qfmt: FRONT.replace('LANG', lang),
      afmt: BACK.replace('LANG', lang),
      bqfmt: '',
      bafmt: '',
      did: null,
    },
  ],
  flds: FIELDS.map((name, ord) => ({
    name,
    ord,
    sticky: false,
    rtl: false,
    font: 'Arial',
    size: 20,
    media: [],
  })),
  css: STYLE,
  latexPre: '',
  latexPost: '',
  tags: [],
  vers: [],
  req: [[0, 'any', [FIELDS.indexOf('Question')]]],
});
