import { join } from 'node:path';
import { readContent } from '#schemas/read.ts';

const prose = new Map(
  readContent(join(import.meta.dirname, '../..')).questions.map((one) => [one.slug, one.prose]),
);
export const proseOf = (slug: string, lang: 'ko' | 'en'): string => prose.get(slug)![lang]!;

const numbersIn = (cell: string): number[] =>
  (cell.replace(/<[^>]*>/g, '').match(/\d[\d,]*(\.\d+)?/g) ?? []).map((one) =>
    Number(one.replaceAll(',', '')),
  );

/** A table under a heading, without its head: the numbers of each row in the columns named (from 0). `nth`: which of the tables, from 0. */
export function numbersUnder(
  slug: string,
  lang: 'ko' | 'en',
  heading: string,
  columns: readonly number[],
  nth = 0,
): number[][] {
  const text = proseOf(slug, lang);
  const from = text.indexOf(`[#${heading}]`);
  const section = text.slice(from, text.indexOf('\n## ', from) + 1 || undefined);
  const tables = section.split(/\n{2,}/).filter((block) => block.startsWith('|'));
  const rows = tables[nth]!.trim().split('\n').slice(2);
  return rows.map((line) => {
    const cells = line.split('|').slice(1, -1);
    return columns.flatMap((column) => numbersIn(cells[column]!));
  });
}
