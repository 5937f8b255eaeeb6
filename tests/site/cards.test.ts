import { unzipSync } from 'fflate';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { noteTypeId } from '#cards/anki/note-type.ts';
import { LANGUAGES } from '#i18n/languages.ts';
import { opened } from '../cards/opened.ts';
import { attribute, base, dist, files, named, pages } from './pages.ts';

interface Listed {
  readonly posed: { readonly id: string };
  readonly page: string;
}
const listed = (lang: string) =>
  JSON.parse(readFileSync(join(dist, lang, 'quiz/items.json'), 'utf8')) as Listed[];
/** Links without their addresses' ends that only a page reads. */
const filesNamed = (html: string) =>
  [...html.matchAll(/href="(https:\/\/[^"#?]+)/g)].map(([, address]) => new URL(address!));

describe.each(LANGUAGES)('the deck that is served (%s)', async (lang) => {
  const deck = await opened(readFileSync(join(dist, lang, `quiz/keepalive-${lang}.apkg`)));
  const items = listed(lang);

  it('has a card for every item that can stand on paper, and for every question', () => {
    const ids = new Set(deck.notes.map(({ guid }) => guid));
    const inDeck = items.filter(({ posed }) => ids.has(`keepalive-${lang}-${posed.id}`));
    const questions = new Set(items.map(({ page }) => page));
    expect(inDeck.length).toBeGreaterThan(0.8 * items.length);
    for (const slug of questions) expect(ids).toContain(`keepalive-${lang}-question-${slug}`);
    expect(ids.size).toBe(inDeck.length + questions.size);
    expect(Object.keys(deck.models)).toEqual([String(noteTypeId(lang))]);
  });
  it('links back to pages that are there', () => {
    const paths = new Set(
      deck.notes.flatMap(({ fields }) => filesNamed(fields[6]!)).map(({ pathname }) => pathname),
    );
    const lost = [...paths].filter((path) => !files.includes(`${path.slice(base.length)}index.html`));
    expect(lost).toEqual([]);
    expect(paths.size).toBeGreaterThan(10);
  });
  it('brings every picture that it shows, and none besides', () => {
    const shown = deck.notes.flatMap(({ fields }) =>
      [...fields.join('').matchAll(/<img src="([^"]+)"/g)].map(([, name]) => name!),
    );
    expect([...new Set(shown)].sort()).toEqual(Object.values(deck.media).sort());
  });
  it('has a table and a package with what it has itself', () => {
    const served = (name: string) => readFileSync(join(dist, lang, 'quiz', name));
    const rows = served(`keepalive-${lang}.tsv`)
      .toString('utf8')
      .trim()
      .split('\n')
      .filter((row) => !row.startsWith('#'));
    expect(rows.map((row) => row.split('\t')[0]).sort()).toEqual(deck.notes.map(({ guid }) => guid).sort());
    const inPackage = Object.keys(unzipSync(served(`keepalive-${lang}-qti.zip`))).filter((name) =>
      name.startsWith('items/'),
    );
    const ids = new Set(items.map(({ posed }) => `items/${posed.id}.xml`));
    expect(inPackage.filter((name) => !ids.has(name))).toEqual([]);
    expect(inPackage.length).toBeGreaterThan(0.8 * items.length);
  });
  it('is offered by a page that says how large it is', () => {
    const page = pages.find(({ path }) => path === `${lang}/cards/`)!;
    for (const name of [`keepalive-${lang}.apkg`, `keepalive-${lang}.tsv`, `keepalive-${lang}-qti.zip`]) {
      const link = named(page, 'a').find((one) => attribute(one, 'href') === `${base}${lang}/quiz/${name}`)!;
      expect(attribute(link, 'download')).toBe(name);
      expect(page.html).toContain(`${Math.ceil(statSync(join(dist, lang, 'quiz', name)).size / 1024)} KB`);
    }
  });
});
