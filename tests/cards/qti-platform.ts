import { all, type XmlElement } from '../support/xml.ts';

/**
 * A learning platform as far as our items need one: response processing of QTI 2.1 (information model, §8 and §15). A value is a
 * list, empty for NULL. Throws at whatever it does not know.
 */
type Value = readonly string[];

export interface Outcome {
  readonly score: number;
  /** Identifiers of the feedback that is shown. */
  readonly feedback: readonly string[];
}

const only = (element: XmlElement, name: string): XmlElement => {
  const found = all(element, name);
  if (found.length !== 1) throw new Error(`${found.length} <${name}> in <${element.name}>`);
  return found[0]!;
};

export function answered(item: XmlElement, response: Value): Outcome {
  const declaration = only(item, 'responseDeclaration');
  const { cardinality, baseType } = declaration.attributes;
  const key = all(only(declaration, 'correctResponse'), 'value').map(({ text }) => text);
  const outcomes = new Map<string, Value>();
  for (const one of all(item, 'outcomeDeclaration'))
    outcomes.set(
      one.attributes['identifier']!,
      all(one, 'value').map(({ text }) => text),
    );

  const same = (a: Value, b: Value) =>
    a.length > 0 &&
    a.length === b.length &&
    (cardinality === 'multiple' ? a.every((one) => b.includes(one)) : a.every((one, n) => one === b[n]));

  function mapped(): number {
    const mapping = only(declaration, 'mapping');
    const bound = (name: string) => Number(mapping.attributes[name]);
    const worth = (given: string) => {
      const found = mapping.children.find(({ attributes }) =>
        attributes['caseSensitive'] === 'false'
          ? attributes['mapKey']!.toLowerCase() === given.toLowerCase()
          : attributes['mapKey'] === given,
      );
      return found ? Number(found.attributes['mappedValue']) : bound('defaultValue');
    };
    const sum = [...new Set(response)].map(worth).reduce((a, b) => a + b, 0);
    return Math.min(bound('upperBound'), Math.max(bound('lowerBound'), sum));
  }

  function evaluate(expression: XmlElement): Value {
    const { name, attributes, children, text } = expression;
    const given = () => children.map(evaluate);
    const truth = (yes: boolean): Value => [String(yes)];
    switch (name) {
      case 'variable':
        return attributes['identifier'] === 'RESPONSE' ? response : outcomes.get(attributes['identifier']!)!;
      case 'correct':
        return key;
      case 'baseValue':
        return [text];
      case 'mapResponse':
        return [String(mapped())];
      case 'multiple':
        return given().flat();
      case 'match':
        return truth(same(given()[0]!, given()[1]!));
      case 'or':
        return truth(given().some(([yes]) => yes === 'true'));
      case 'stringMatch': {
        const [[a], [b]] = given() as [Value, Value];
        return truth(a !== undefined && a.toLowerCase() === b!.toLowerCase());
      }
      case 'equal': {
        const [[a], [b]] = given() as [Value, Value];
        const [below = 0, above = below] = (attributes['tolerance'] ?? '').split(' ').map(Number);
        // in binary 0.3 is not 0.1 + 0.2: as a platform that compares decimals
        const apart = Number((Number(b) - Number(a)).toPrecision(12));
        return truth(a !== undefined && apart <= below && -apart <= above);
      }
      default:
        throw new Error(`<${name}> is no expression that is known`);
    }
  }

  function run(rule: XmlElement): void {
    if (rule.name === 'setOutcomeValue')
      return void outcomes.set(rule.attributes['identifier']!, evaluate(rule.children[0]!));
    if (rule.name !== 'responseCondition') throw new Error(`<${rule.name}> is no rule that is known`);
    const branch = rule.children.find(
      ({ name, children }) => name === 'responseElse' || evaluate(children[0]!)[0] === 'true',
    );
    branch?.children.slice(branch.name === 'responseElse' ? 0 : 1).forEach(run);
  }

  if (baseType === 'float' && response.some((one) => !Number.isFinite(Number(one))))
    throw new Error('not a float');
  only(item, 'responseProcessing').children.forEach(run);
  return { score: Number(outcomes.get('SCORE')![0]), feedback: [...new Set(outcomes.get('FEEDBACK'))] };
}
