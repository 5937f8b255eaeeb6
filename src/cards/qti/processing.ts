import { element } from './element.ts';

/** The parts of response processing (QTI 2.1 information model, §8 and §15) that the items use. */
export const RESPONSE = 'RESPONSE';
export const SCORE = 'SCORE';
export const FEEDBACK = 'FEEDBACK';

export const response = element('variable', { identifier: RESPONSE });
export const key = element('correct', { identifier: RESPONSE });
export const mapped = element('mapResponse', { identifier: RESPONSE });

export const value = (baseType: 'float' | 'string' | 'identifier', content: string): string =>
  element('baseValue', { baseType }, content);
export const both = (...parts: readonly string[]): string => element('multiple', {}, ...parts);
export const isKey = element('match', {}, response, key);

/** The tolerance is how far below and how far above, both inclusive. */
export const near = (expected: string, tolerance: number): string =>
  tolerance === 0
    ? element('equal', { toleranceMode: 'exact' }, response, expected)
    : element(
        'equal',
        { toleranceMode: 'absolute', tolerance: `${tolerance} ${tolerance}` },
        response,
        expected,
      );
export const isText = (text: string): string =>
  element('stringMatch', { caseSensitive: false }, response, value('string', text));
export const anyOf = (conditions: readonly string[]): string =>
  conditions.length === 1 ? conditions[0]! : element('or', {}, ...conditions);

export const set = (identifier: string, to: string): string => element('setOutcomeValue', { identifier }, to);

/** The first whose condition holds. */
export function when(
  branches: readonly (readonly [condition: string, then: string])[],
  otherwise = '',
): string {
  if (branches.length === 0) return otherwise;
  const parts = branches.map(([condition, then], n) =>
    element(n === 0 ? 'responseIf' : 'responseElseIf', {}, condition, then),
  );
  return element(
    'responseCondition',
    {},
    ...parts,
    otherwise === '' ? '' : element('responseElse', {}, otherwise),
  );
}

export const scoreByKey = (condition: string): string =>
  when([[condition, set(SCORE, value('float', '1'))]], set(SCORE, value('float', '0')));
