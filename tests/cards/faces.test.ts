import { join } from 'node:path';
import { parseFragment } from 'parse5';
import { describe, expect, it } from 'vitest';
import { faceOf } from '#cards/faces.ts';
import { askedOf } from '#components/asked.ts';
import type { Posed } from '#quiz/core/kinds.ts';
import { entrySchema } from '#schemas/entry.ts';
import { readContent } from '#schemas/read.ts';
import { match, number, order, say, several, short, single } from '../quiz/build.ts';
import { LANGUAGES } from './build.ts';

describe('a card', () => {
  it.each<[string, Posed, { question: RegExp; answer: RegExp; why: RegExp }]>([
    [
      'of one choice',
      single,
      {
        question: /<li>A<.*<li>B<.*<li>C</,
        answer: /^<p>B<\/p>$/,
        why: /✗ because a.*✓ because b.*✗ because c/,
      },
    ],
    [
      'of several',
      several,
      {
        question: /<li>a<.*<li>d</,
        answer: /^<ul><li>a<\/li><li>b<\/li><\/ul>$/,
        why: /✓ because a.*✗ because d/,
      },
    ],
    [
      'of an order',
      order,
      { question: /<ul>/, answer: /^<ol><li>syn<.*syn-ack<.*ack<.*data<\/li><\/ol>$/, why: /why/ },
    ],
    ['to be said', say, { question: /stem/, answer: new RegExp(say.answer), why: /<li>.*<li>/ }],
    [
      'of pairs',
      match,
      {
        question: /<ol><li>TCP<.*<ul>.*<li>bit</,
        answer: /<li>TCP → segment<.*<li>UDP → datagram</,
        why: /because tcp.*because udp/,
      },
    ],
    [
      'of a number',
      number,
      { question: /stem/, answer: /^<p>1,460바이트<\/p>$/, why: /why.*✗ 1500: headers count too/ },
    ],
    [
      'of a word',
      short,
      { question: /stem/, answer: /핸드셰이크 · handshake/, why: /✗ teardown: that is the end/ },
    ],
  ])('%s', (_, question, wanted) => {
    const face = faceOf(question)!;
    expect(face.question).toMatch(wanted.question);
    expect(face.answer).toMatch(wanted.answer);
    expect(face.why).toMatch(wanted.why);
  });
  it('does not give an order away', () => {
    const stands = [...faceOf(order)!.question.matchAll(/<li>(.*?)<\/li>/g)].map(([, text]) => text);
    expect(stands).not.toEqual(order.steps.map(({ text }) => text));
    expect([...stands].sort()).toEqual(order.steps.map(({ text }) => text).sort());
  });
  it('says mark-up of content as text, and code as code', () => {
    const face = faceOf({ ...single, stem: 'What does `<b>` & "x" mean?' })!;
    expect(face.question).toContain('What does <code>&lt;b&gt;</code> &amp; &quot;x&quot; mean?');
  });
  it('is not made of what needs a running page', () => {
    expect(faceOf({ ...single, kind: 'click the retransmission' } as unknown as Posed)).toBeUndefined();
  });
});

const pages = readContent(join(import.meta.dirname, '..', '..')).questions.map(({ slug, entry }) => ({
  slug,
  entry: entrySchema.parse(entry?.data),
}));

describe.each(LANGUAGES)('every item that is asked (%s)', (lang) => {
  it.each(pages)('$slug', async ({ slug, entry }) => {
    for (const { posed } of await askedOf(slug, entry, lang)) {
      const face = faceOf(posed);
      expect(face === undefined, `${posed.id} has no card`).toBe(posed.kind === 'goal');
      for (const [part, html] of Object.entries(face ?? {})) {
        const where = `${posed.id}: ${part}`;
        const texts: string[] = [];
        parseFragment(html, {
          onParseError: ({ code }) => expect.fail(`${where}: ${code}`),
        }).childNodes.forEach(function walk(node): void {
          if ('value' in node) texts.push(node.value);
          if ('childNodes' in node) node.childNodes.forEach(walk);
        });
        expect(texts.join('').trim(), where).not.toBe('');
        expect(texts.join(''), where).not.toMatch(/undefined|\{\w+\}|`/);
      }
    }
  });
});
