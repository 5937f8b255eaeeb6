import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { LANGUAGES } from '#i18n/languages.ts';
import { readContent } from '#schemas/read.ts';

/** A figure with its unit, or one of four digits and more with commas. */
const FIGURE =
  /\d[\d,.]*\s?(?:%|bytes?\b|bits?\b|[KMGk]i?B\b|ms\b|µs\b|s\b|seconds?\b|minutes?\b|바이트|비트|초|분|밀리초)|\d{1,3}(?:,\d{3})+/;
/** Where a figure may come from: a source, a run, a program with its output, or a measurement that the page tells. */
const ORIGIN = /<Source |<Show |<Sandbox |sample="|measur|재 보|쟀|잰 |측정/;

/** Code stands for itself. What opens an answer is told below it, where its run stands. */
const sectionsOf = (prose: string) =>
  prose
    .split(/^## /m)
    .slice(1)
    .map((text) => ({ heading: text.split('\n', 1)[0]!, text }));

describe.each(readContent(join(import.meta.dirname, '../..')).questions)('figures of $slug', ({ prose }) => {
  test.each(LANGUAGES)('have a source, a run or a measurement in their section (%s)', (lang) => {
    const bare = sectionsOf(prose[lang] ?? '').filter(
      ({ text }) => FIGURE.test(text.replace(/`[^`]*`/g, '')) && !ORIGIN.test(text),
    );
    expect(bare.map(({ heading }) => heading)).toEqual([]);
  });
});
