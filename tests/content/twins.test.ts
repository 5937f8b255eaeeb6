/**
 * Translations that cannot drift: content/qa/<slug>/twins.json says of each paragraph of prose and each text of entry.yaml in Korean
 * which one in English was made from it, by digests. Where one of the two changes alone, its twin is named here.
 *   TWINS=write npm test -- --project pure tests/content/twins.test.ts    records pairs that are new, or changed in both languages
 *   TWINS=accept ...                                                      records too what was changed in one only (a typo)
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Language } from '#i18n/languages.ts';
import { readContent } from '#schemas/read.ts';

const root = join(import.meta.dirname, '../..');
const mode = process.env['TWINS'];

type Pairs = Readonly<Record<string, string>>;
interface Block {
  readonly digest: string;
  readonly text: string;
}
const block = (text: string): Block => ({
  text,
  digest: createHash('sha256').update(text).digest('hex').slice(0, 8),
});
const blocks = (prose: string): Block[] =>
  prose
    .trim()
    .split(/\n{2,}/)
    .map(block);

/** The texts of an entry in one language, in their order. */
function textsOf(value: unknown, lang: Language): string[] {
  if (value === null || typeof value !== 'object') return [];
  const { ko, en } = value as Record<string, unknown>;
  if (typeof ko === 'string' && typeof en === 'string') return [lang === 'ko' ? ko : en];
  return Object.values(value).flatMap((part) => textsOf(part, lang));
}

const beginning = ({ text }: Block) => (text.length > 60 ? `${text.slice(0, 60)}…` : text);

/** What has drifted since it was recorded; empty where each paragraph is with the twin that it was made with. */
export function drift(recorded: Pairs, ko: readonly Block[], en: readonly Block[]): string[] {
  const twins = new Set(Object.values(recorded));
  return ko.flatMap((first, i) => {
    const second = en[i]!;
    if (recorded[first.digest] === second.digest) return [];
    if (twins.has(second.digest))
      return [`changed in Korean, and the English has not followed: ${beginning(second)}`];
    if (first.digest in recorded)
      return [`changed in English, and the Korean has not followed: ${beginning(first)}`];
    return [`not recorded: ${beginning(first)}`];
  });
}

describe.each(readContent(root).questions)('$slug', ({ slug, prose, entry }) => {
  const file = join(root, 'content/qa', slug, 'twins.json');
  const all = (lang: Language) => [...blocks(prose[lang] ?? ''), ...textsOf(entry?.data, lang).map(block)];
  const [ko, en] = [all('ko'), all('en')];
  it('has every paragraph beside the one it was made with', () => {
    const recorded = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Pairs) : {};
    const drifted = drift(recorded, ko, en);
    const onlyNew = drifted.every((one) => one.startsWith('not recorded'));
    if (drifted.length > 0 && (mode === 'accept' || (mode === 'write' && onlyNew))) {
      const pairs = Object.fromEntries(ko.map(({ digest }, i) => [digest, en[i]!.digest]));
      writeFileSync(file, `${JSON.stringify(pairs, null, 2)}\n`);
      return;
    }
    expect(drifted).toEqual([]);
  });
});

describe('drift', () => {
  const [a, b] = [blocks('하나\n\n둘'), blocks('one\n\ntwo')];
  const recorded = Object.fromEntries(a.map(({ digest }, i) => [digest, b[i]!.digest]));
  it('finds none where nothing changed', () => expect(drift(recorded, a, b)).toEqual([]));
  it('names the twin of a paragraph that changed', () =>
    expect(drift(recorded, blocks('하나\n\n셋'), b)).toEqual([
      'changed in Korean, and the English has not followed: two',
    ]));
  it('names it the other way round', () =>
    expect(drift(recorded, a, blocks('one\n\nthree'))).toEqual([
      'changed in English, and the Korean has not followed: 둘',
    ]));
  it('asks for new pairs to be recorded', () =>
    expect(drift(recorded, blocks('하나\n\n셋'), blocks('one\n\nthree'))).toEqual(['not recorded: 셋']));
});
