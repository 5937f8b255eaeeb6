/**
 * What the schemas of QTI 2.1 (imsqti_v2p1p1.xsd, the final release's first correction) and of its profile of IMS content packaging
 * (qtiv2p1_imscpv1p2_v1p0.xsd, final release of 31 January 2014) say of the elements that we write: each element's children in their order, and
 * its attributes with what they may be. Read in November 2026, type by type; imsqti_v2p1.xsd of 31 July 2012 asks for the same attributes. An element
 * or attribute that is not here is refused, and so is an interaction in a question's or an answer's text, which the schema's HTML would let in.
 */
import type { XmlElement } from '../support/xml.ts';

interface Declared {
  /** The children's names, each followed by a space. */
  readonly holds: RegExp;
  /** Of what form its text may be; true for any. */
  readonly text?: boolean | RegExp;
  readonly needs?: Readonly<Record<string, RegExp>>;
  readonly may?: Readonly<Record<string, RegExp>>;
}

/** Any of the names, `times` as a regular expression has it, in a sequence of such. */
const of = (...parts: readonly (readonly [names: readonly string[], times: string])[]): RegExp =>
  new RegExp(`^${parts.map(([names, times]) => `(?:(?:${names.join('|')}) )${times}`).join('')}$`);
const nothing = /^$/;

/** Identifier.Type is an NCName, a name without a colon; of its letters we write ASCII's. */
const NAME = /^[A-Za-z_][\w.-]*$/;
const BOOLEAN = /^(true|false)$/;
const COUNT = /^\d+$/;
/** xs:double. */
const FLOAT = /^-?\d+(\.\d+)?(e[-+]?\d+)?$/i;
/** String256.Type. */
const SHORT = /^.{0,256}$/s;
const ANY = /^.*$/s;
/** Of the eleven types those that the items need. */
const BASE = /^(identifier|directedPair|float|string)$/;

const INLINE = ['code', 'textEntryInteraction', 'a'];
const STATIC = ['code', 'a'];
const FLOW = ['p', 'ol', 'ul', ...STATIC];
const EXPRESSION = ['variable', 'correct', 'baseValue', 'mapResponse', 'multiple', 'match', 'equal', 'stringMatch', 'or']; // prettier-ignore
const RULE = ['setOutcomeValue', 'responseCondition'];
const branch = of([EXPRESSION, ''], [RULE, '*']);
const declares = { identifier: NAME, cardinality: /^(single|multiple|ordered)$/ };

export const QTI: Readonly<Record<string, Declared>> = {
  assessmentItem: {
    holds: of(
      [['responseDeclaration'], '*'],
      [['outcomeDeclaration'], '*'],
      [['itemBody'], '?'],
      [['responseProcessing'], '?'],
      [['modalFeedback'], '*'],
    ),
    needs: { identifier: ANY, title: ANY, timeDependent: BOOLEAN },
    may: { adaptive: BOOLEAN, 'xml:lang': /^(ko|en)$/, label: SHORT, toolName: SHORT },
  },
  responseDeclaration: {
    holds: of([['correctResponse'], '?'], [['mapping'], '?']),
    needs: declares,
    may: { baseType: BASE },
  },
  correctResponse: { holds: of([['value'], '+']) },
  value: { holds: nothing, text: true },
  mapping: {
    holds: of([['mapEntry'], '+']),
    may: { lowerBound: FLOAT, upperBound: FLOAT, defaultValue: FLOAT },
  },
  mapEntry: { holds: nothing, needs: { mapKey: /./, mappedValue: FLOAT }, may: { caseSensitive: BOOLEAN } },
  outcomeDeclaration: {
    holds: of([['defaultValue'], '?']),
    needs: declares,
    may: { baseType: BASE, normalMaximum: FLOAT, normalMinimum: FLOAT },
  },
  defaultValue: { holds: of([['value'], '+']) },
  // blocks alone: text and what stands in a line need one around them
  itemBody: { holds: of([['p', 'choiceInteraction', 'orderInteraction', 'matchInteraction'], '+']) },
  choiceInteraction: {
    holds: of([['prompt'], '?'], [['simpleChoice'], '+']),
    needs: { responseIdentifier: NAME },
    may: { shuffle: BOOLEAN, maxChoices: COUNT },
  },
  orderInteraction: {
    holds: of([['prompt'], '?'], [['simpleChoice'], '+']),
    needs: { responseIdentifier: NAME },
    may: { shuffle: BOOLEAN },
  },
  matchInteraction: {
    holds: of([['prompt'], '?'], [['simpleMatchSet'], '{2}']),
    needs: { responseIdentifier: NAME },
    may: { shuffle: BOOLEAN, maxAssociations: COUNT },
  },
  simpleMatchSet: { holds: of([['simpleAssociableChoice'], '*']) },
  simpleAssociableChoice: {
    holds: of([FLOW, '*']),
    text: true,
    needs: { identifier: NAME, matchMax: COUNT },
  },
  textEntryInteraction: {
    holds: nothing,
    needs: { responseIdentifier: NAME },
    may: { expectedLength: COUNT },
  },
  prompt: { holds: of([STATIC, '*']), text: true },
  simpleChoice: { holds: of([FLOW, '*']), text: true, needs: { identifier: NAME } },
  responseProcessing: { holds: of([RULE, '*']) },
  responseCondition: { holds: of([['responseIf'], ''], [['responseElseIf'], '*'], [['responseElse'], '?']) },
  responseIf: { holds: branch },
  responseElseIf: { holds: branch },
  responseElse: { holds: of([RULE, '*']) },
  setOutcomeValue: { holds: of([EXPRESSION, '']), needs: { identifier: NAME } },
  variable: { holds: nothing, needs: { identifier: NAME } },
  correct: { holds: nothing, needs: { identifier: NAME } },
  mapResponse: { holds: nothing, needs: { identifier: NAME } },
  baseValue: { holds: nothing, text: true, needs: { baseType: BASE } },
  multiple: { holds: of([EXPRESSION, '*']) },
  match: { holds: of([EXPRESSION, '{2}']) },
  or: { holds: of([EXPRESSION, '+']) },
  equal: {
    holds: of([EXPRESSION, '{2}']),
    // the tolerance below, and above
    may: { toleranceMode: /^(exact|absolute|relative)$/, tolerance: /^[\d.e-]+ [\d.e-]+$/ },
  },
  stringMatch: { holds: of([EXPRESSION, '{2}']), needs: { caseSensitive: BOOLEAN } },
  modalFeedback: {
    holds: of([FLOW, '*']),
    text: true,
    needs: { outcomeIdentifier: NAME, identifier: NAME, showHide: /^(show|hide)$/ },
  },
  p: { holds: of([INLINE, '*']), text: true },
  ol: { holds: of([['li'], '*']) },
  ul: { holds: of([['li'], '*']) },
  li: { holds: of([FLOW, '*']), text: true },
  code: { holds: of([STATIC, '*']), text: true },
  a: { holds: of([['code'], '*']), text: true, needs: { href: /^https?:\/\/\S+$/ } },
};

export const PACKAGE: Readonly<Record<string, Declared>> = {
  manifest: {
    holds: of([['metadata'], ''], [['organizations'], ''], [['resources'], '']),
    needs: { identifier: NAME },
  },
  metadata: { holds: of([['schema'], ''], [['schemaversion'], '']) },
  schema: { holds: nothing, text: /^QTIv2\.1 (Item Bank )?Package$/ },
  schemaversion: { holds: nothing, text: /^1\.0\.0$/ },
  // QTI's profile of packaging: a package of items has none
  organizations: { holds: nothing },
  resources: { holds: of([['resource'], '*']) },
  resource: {
    holds: of([['file'], '*'], [['dependency'], '*']),
    needs: { identifier: NAME, type: /^(imsqti_(test|section|item|resprocessing)_xmlv2p1|webcontent)$/ },
    may: { href: /^[\w./-]+$/ },
  },
  file: { holds: nothing, needs: { href: /^[\w./-]+$/ } },
};

/** What the schema would refuse. */
export function faults(element: XmlElement, schema: typeof QTI, path = ''): string[] {
  const here = `${path}/${element.name}`;
  const model = schema[element.name];
  if (!model) return [`${here}: no such element`];
  const { holds, text = false, needs = {}, may = {} } = model;
  const names = element.children.map(({ name }) => `${name} `).join('');
  const known = { ...needs, ...may };
  return [
    ...(holds.test(names) ? [] : [`${here}: holds ${names}`]),
    ...Object.keys(needs)
      .filter((name) => !(name in element.attributes))
      .map((name) => `${here}: needs ${name}`),
    ...Object.entries(element.attributes)
      .filter(([name]) => !/^(xmlns|xsi:schemaLocation)/.test(name))
      .filter(([name, value]) => !known[name]?.test(value))
      .map(([name, value]) => `${here}: ${name}="${value}"`),
    ...(text === true || (text || /^\s*$/).test(element.text) ? [] : [`${here}: text ${element.text}`]),
    ...element.children.flatMap((child) => faults(child, schema, here)),
  ];
}

/** The information model (§7.2): what a variable must be that the interaction is bound to; `maxChoices` of a choice decides. */
export const BOUND: Readonly<Record<string, (one: XmlElement) => string>> = {
  choiceInteraction: ({ attributes }) =>
    `${attributes['maxChoices'] === '1' ? 'single' : 'multiple'} identifier`,
  orderInteraction: () => 'ordered identifier',
  matchInteraction: () => 'multiple directedPair',
  textEntryInteraction: () => 'single (?:float|string)',
};
