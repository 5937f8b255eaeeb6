import type { Posed, PosedKind } from '#quiz/core/kinds.ts';
import { escaped, list, paragraph, said } from '../html.ts';
import { element } from './element.ts';
import * as to from './processing.ts';

/** What differs between the kinds of items; `item.ts` puts it together. */
export interface Body {
  readonly declaration: string;
  readonly body: string;
  readonly processing: string;
  /** Identifier -> what is then said. All those that FEEDBACK holds after processing are shown. */
  readonly feedback: ReadonlyMap<string, string>;
}

type Of<K extends PosedKind> = Extract<Posed, { kind: K }>;
type Maker<K extends PosedKind> = (question: Of<K>) => Body;

/** What is said whatever was answered. */
const ALWAYS = 'why';
const shownAlways = to.value('identifier', ALWAYS);

/** Identifiers are XML names: ours may begin with a digit. */
const option = (id: string) => `o-${id}`;
const partner = (id: string) => `p-${id}`;

const prompt = (text: string) => element('prompt', {}, said(text));
const declared = (cardinality: string, baseType: string, values: readonly string[], mapping = '') =>
  element(
    'responseDeclaration',
    { identifier: to.RESPONSE, cardinality, baseType },
    element('correctResponse', {}, ...values.map((one) => element('value', {}, escaped(one)))),
    mapping,
  );
const mapping = (entries: ReadonlyMap<string, number>, more: Record<string, boolean> = {}) =>
  element(
    'mapping',
    { lowerBound: 0, upperBound: 1, defaultValue: 0 },
    ...[...entries].map(([mapKey, mappedValue]) => element('mapEntry', { mapKey, mappedValue, ...more })),
  );

/** Shown: the reasons of what was chosen, and of what should have been. */
const reasons = to.set(to.FEEDBACK, to.both(to.response, to.key));
const reasonsOf = (question: Of<'single' | 'several'>, key: readonly string[]) =>
  new Map(
    question.options.map(({ id, text, why }) => [
      option(id),
      paragraph(`${key.includes(id) ? '✓' : '✗'} ${said(text)}`) + paragraph(said(why)),
    ]),
  );
/** In the order of the page: keys are balanced over the places, and the packets of a run stand in time. */
const choices = (question: Of<'single' | 'several'>, maxChoices: number) =>
  element(
    'choiceInteraction',
    { responseIdentifier: to.RESPONSE, shuffle: false, maxChoices },
    prompt(question.stem),
    ...question.options.map(({ id, text }) =>
      element('simpleChoice', { identifier: option(id) }, said(text)),
    ),
  );

const single: Maker<'single'> = (question) => ({
  declaration: declared('single', 'identifier', [option(question.answer)]),
  body: choices(question, 1),
  processing: to.scoreByKey(to.isKey) + reasons,
  feedback: reasonsOf(question, [question.answer]),
});

/** Every right one earns its share and every wrong one takes one back, as on the page. */
const several: Maker<'several'> = (question) => {
  const share = 1 / question.answer.length;
  const worth = new Map(
    question.options.map(({ id }) => [option(id), question.answer.includes(id) ? share : -share]),
  );
  return {
    declaration: declared('multiple', 'identifier', question.answer.map(option), mapping(worth)),
    body: choices(question, 0),
    processing: to.set(to.SCORE, to.mapped) + reasons,
    feedback: reasonsOf(question, question.answer),
  };
};

const order: Maker<'order'> = (question) => ({
  declaration: declared(
    'ordered',
    'identifier',
    question.steps.map(({ id }) => option(id)),
  ),
  body: element(
    'orderInteraction',
    { responseIdentifier: to.RESPONSE, shuffle: true },
    prompt(question.stem),
    ...question.steps.map(({ id, text }) => element('simpleChoice', { identifier: option(id) }, said(text))),
  ),
  processing: to.scoreByKey(to.isKey) + to.set(to.FEEDBACK, to.both(shownAlways)),
  feedback: new Map([
    [
      ALWAYS,
      list(
        'ol',
        question.steps.map(({ text }) => said(text)),
      ) + paragraph(said(question.why)),
    ],
  ]),
});

/** Each pair earns its share. (The page takes off what guessing would earn; a mapping cannot.) */
const match: Maker<'match'> = (question) => {
  const pairs = question.pairs.map((one) => `${option(one.id)} ${partner(one.partner)}`);
  const choice = (identifier: string, matchMax: number, text: string) =>
    element('simpleAssociableChoice', { identifier, matchMax }, said(text));
  const nameOf = (id: string) => question.partners.find((one) => one.id === id)?.text ?? '';
  return {
    declaration: declared(
      'multiple',
      'directedPair',
      pairs,
      mapping(new Map(pairs.map((pair) => [pair, 1 / pairs.length]))),
    ),
    body: element(
      'matchInteraction',
      { responseIdentifier: to.RESPONSE, shuffle: true, maxAssociations: pairs.length },
      prompt(question.stem),
      element('simpleMatchSet', {}, ...question.pairs.map(({ id, text }) => choice(option(id), 1, text))),
      element(
        'simpleMatchSet',
        {},
        ...question.partners.map(({ id, text }) => choice(partner(id), pairs.length, text)),
      ),
    ),
    processing: to.set(to.SCORE, to.mapped) + to.set(to.FEEDBACK, to.both(shownAlways)),
    feedback: new Map([
      [
        ALWAYS,
        list(
          'ul',
          question.pairs.map((one) => `${said(one.text)} → ${said(nameOf(one.partner))}: ${said(one.why)}`),
        ),
      ],
    ]),
  };
};

const entry = (stem: string, unit = '') =>
  paragraph(said(stem)) +
  paragraph(
    `${element('textEntryInteraction', { responseIdentifier: to.RESPONSE, expectedLength: 15 })} ${said(unit)}`,
  );

/** A typed answer: why, and of a mistake that people really make, what is wrong with it. */
const typed = (why: string, mistakes: readonly { readonly why: string }[], hits: readonly string[]) => ({
  processing: to.when(
    hits.map((hit, n) => [
      hit,
      to.set(to.FEEDBACK, to.both(to.value('identifier', `mistake-${n + 1}`), shownAlways)),
    ]),
    to.set(to.FEEDBACK, to.both(shownAlways)),
  ),
  feedback: new Map([
    ...mistakes.map((one, n) => [`mistake-${n + 1}`, paragraph(`✗ ${said(one.why)}`)] as const),
    [ALWAYS, paragraph(said(why))],
  ]),
});

const number: Maker<'number'> = (question) => {
  const { answer, tolerance, mistakes } = question;
  const isMistake = mistakes.map((one) => to.near(to.value('float', String(one.value)), tolerance));
  const { processing, feedback } = typed(question.why, mistakes, isMistake);
  return {
    declaration: declared('single', 'float', [String(answer)]),
    body: entry(question.stem, question.unit),
    processing: to.scoreByKey(to.near(to.key, tolerance)) + processing,
    feedback,
  };
};

/** Without the page's tolerance of spaces and particles: the accepted forms in both languages, in any case. */
const short: Maker<'short'> = (question) => {
  const forms = [
    ...new Set([...question.accept.ko, ...question.accept.en].map((form) => form.toLowerCase())),
  ];
  const isMistake = question.mistakes.map((one) =>
    to.anyOf(one.accept.map((form) => to.isText(escaped(form)))),
  );
  const { processing, feedback } = typed(question.why, question.mistakes, isMistake);
  return {
    declaration: declared(
      'single',
      'string',
      [question.accept.en[0]!],
      mapping(new Map(forms.map((form) => [form, 1])), { caseSensitive: false }),
    ),
    body: entry(question.stem),
    processing: to.set(to.SCORE, to.mapped) + processing,
    feedback,
  };
};

const BODIES: { readonly [K in PosedKind]?: Maker<K> } = { single, several, order, match, number, short };

export const isPlatformKind = (kind: PosedKind): boolean => kind in BODIES;

/** Undefined for what a learning platform cannot ask. */
export function bodyOf(question: Posed): Body | undefined {
  const make = BODIES[question.kind] as Maker<PosedKind> | undefined;
  return make?.(question);
}
