import { strFromU8, unzipSync } from 'fflate';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assessmentItem } from '#cards/qti/item.ts';
import { qtiPackage } from '#cards/qti/package.ts';
import { askedOf } from '#components/asked.ts';
import { grade, type Posed } from '#quiz/core/kinds.ts';
import { entrySchema } from '#schemas/entry.ts';
import { readContent } from '#schemas/read.ts';
import { all, xml, type XmlElement } from '../support/xml.ts';
import { number, order, several, short, single } from '../quiz/build.ts';
import { posed } from './build.ts';
import { answered } from './qti-platform.ts';
import { BOUND, faults, PACKAGE, QTI } from './qti-schema.ts';

const link = { address: 'https://example.org/en/qa/time-wait/', words: 'Read & run' };
const made = (question: Posed) => xml(assessmentItem(question, 'en', link)!);

const IDENTIFIER = /^[A-Za-z_][\w.-]*$/;
function checkItem(item: XmlElement): void {
  expect(faults(item, QTI)).toEqual([]);
  expect(item.attributes['xmlns']).toBe('http://www.imsglobal.org/xsd/imsqti_v2p1');
  expect(item.attributes['xsi:schemaLocation']).toBe(
    'http://www.imsglobal.org/xsd/imsqti_v2p1 http://www.imsglobal.org/xsd/qti/qtiv2p1/imsqti_v2p1p1.xsd',
  );
  const choices = ['simpleChoice', 'simpleAssociableChoice'].flatMap((name) => all(item, name));
  const ids = choices.map(({ attributes }) => attributes['identifier']!);
  expect(new Set(ids).size).toBe(ids.length);
  const shown = all(item, 'modalFeedback').map(({ attributes }) => attributes['identifier']!);
  expect(new Set(shown).size).toBe(shown.length);
  for (const id of [...ids, ...shown, item.attributes['identifier']!]) expect(id).toMatch(IDENTIFIER);
  const declared = ['responseDeclaration', 'outcomeDeclaration'].flatMap((name) => all(item, name));
  const variables = declared.map(({ attributes }) => attributes['identifier']);
  for (const name of ['variable', 'correct', 'mapResponse', 'setOutcomeValue'])
    for (const { attributes } of all(item, name)) expect(variables).toContain(attributes['identifier']);
  const [response] = all(item, 'responseDeclaration');
  const { cardinality, baseType } = response!.attributes;
  for (const [name, type] of Object.entries(BOUND))
    for (const one of all(item, name))
      expect(`${cardinality} ${baseType}`).toMatch(new RegExp(`^${type(one)}$`));
  if (cardinality === 'single') expect(all(response!, 'value')).toHaveLength(1);
  if (ids.length > 0) {
    const keys = all(response!, 'mapEntry').flatMap(({ attributes }) => attributes['mapKey']!.split(' '));
    expect(keys.filter((id) => !ids.includes(id))).toEqual([]);
    const named = all(all(item, 'correctResponse')[0]!, 'value').flatMap(({ text }) => text.split(' '));
    expect(named.filter((id) => !ids.includes(id))).toEqual([]);
  }
}

describe('an item', () => {
  it.each(posed.map((one) => [one.kind, one] as const))('of kind %s is as the schema wants it', (_, one) => {
    checkItem(made(one));
  });
  it('asks nothing that needs a running page', () => {
    expect(assessmentItem({ ...single, kind: 'goal' } as unknown as Posed, 'en', link)).toBeUndefined();
  });
  it('says what was chosen and what should have been, and where it stands', () => {
    expect(answered(made(single), ['o-a'])).toEqual({ score: 0, feedback: ['o-a', 'o-b', 'source'] });
    expect(answered(made(single), ['o-b'])).toEqual({ score: 1, feedback: ['o-b', 'source'] });
    expect(answered(made(single), [])).toEqual({ score: 0, feedback: ['o-b', 'source'] });
  });
  it('takes an order only as a whole', () => {
    const steps = order.steps.map(({ id }) => `o-${id}`);
    expect(answered(made(order), steps).score).toBe(1);
    expect(answered(made(order), [...steps].reverse()).score).toBe(0);
  });
  it('names the mistake that a number or a word is', () => {
    expect(answered(made(number), ['1500'])).toEqual({ score: 0, feedback: ['mistake-1', 'why', 'source'] });
    expect(answered(made(short), ['Teardown'])).toEqual({
      score: 0,
      feedback: ['mistake-1', 'why', 'source'],
    });
    expect(answered(made(short), ['HANDSHAKE']).score).toBe(1);
    expect(answered(made(short), ['핸드쉐이크']).score).toBe(1);
  });
});

describe('a platform scores as the page does', () => {
  it('several options', () => {
    const ids = several.options.map(({ id }) => id);
    fc.assert(
      fc.property(fc.subarray(ids, { minLength: 1 }), (chosen) => {
        const { score } = answered(
          made(several),
          chosen.map((id) => `o-${id}`),
        );
        expect(score).toBeCloseTo(grade(several, chosen).score, 9);
      }),
    );
  });
  it('numbers with a tolerance', () => {
    const question = { ...number, answer: 0.25, tolerance: 0.05, mistakes: [] };
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 50 }), (hundredths) => {
        const typed = String(hundredths / 100);
        expect(answered(made(question), [typed]).score, typed).toBe(grade(question, typed).score);
      }),
    );
  });
});

const pages = readContent(join(import.meta.dirname, '..', '..')).questions.map(({ slug, entry }) => ({
  slug,
  entry: entrySchema.parse(entry?.data),
}));

describe.each(pages)('the items of $slug', ({ slug, entry }) => {
  it('are as the schema wants them, and their keys score 1', async () => {
    for (const { posed: one } of await askedOf(slug, entry, 'ko')) {
      const source = assessmentItem(one, 'ko', link);
      if (source === undefined) continue;
      const root = xml(source);
      checkItem(root);
      const key = all(all(root, 'correctResponse')[0]!, 'value').map(({ text }) => text);
      expect(answered(root, key).score, one.id).toBeCloseTo(1, 9);
      expect(answered(root, []).score, one.id).toBe(0);
    }
  });
});

describe('the package', () => {
  const items = posed.map((one) => ({ posed: one, link }));
  const files = unzipSync(qtiPackage(items, 'en'));
  const manifest = xml(strFromU8(files['imsmanifest.xml']!));
  it('names in its manifest every file that it has', () => {
    expect(manifest.attributes['xmlns']).toBe('http://www.imsglobal.org/xsd/imscp_v1p1');
    expect(manifest.attributes['xsi:schemaLocation']).toBe(
      'http://www.imsglobal.org/xsd/imscp_v1p1 http://www.imsglobal.org/xsd/qti/qtiv2p1/qtiv2p1_imscpv1p2_v1p0.xsd',
    );
    expect(faults(manifest, PACKAGE)).toEqual([]);
    expect(all(manifest, 'schema')[0]!.text).toBe('QTIv2.1 Package');
    const resources = all(manifest, 'resource');
    expect(resources.map(({ attributes }) => attributes['type'])).toEqual(
      posed.map(() => 'imsqti_item_xmlv2p1'),
    );
    // of type ID: no two in a document
    const ids = [manifest, ...resources].map(({ attributes }) => attributes['identifier']);
    expect(new Set(ids).size).toBe(ids.length);
    for (const one of resources) {
      expect(one.attributes['identifier']).toMatch(IDENTIFIER);
      expect(all(one, 'file').map(({ attributes }) => attributes['href'])).toEqual([one.attributes['href']]);
    }
    expect(['imsmanifest.xml', ...resources.map(({ attributes }) => attributes['href']!)]).toEqual(
      Object.keys(files),
    );
  });
  it('calls each item as its file does', () => {
    for (const { attributes } of all(manifest, 'resource')) {
      const item = xml(strFromU8(files[attributes['href']!]!));
      expect(item.attributes['identifier']).toBe(attributes['identifier']);
    }
  });
  it('is the same to the byte from the same items', () => {
    expect(qtiPackage(items, 'en')).toEqual(qtiPackage(items, 'en'));
  });
});
