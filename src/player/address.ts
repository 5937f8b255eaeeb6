import { setupOf, type ModelCore, type Parameter, type ParameterValue, type Setup } from './model.ts';
import { checkValue, isRefusal } from './setup.ts';

/** What the address of a page asks of its sandbox: `?scenario=lost-syn&delayMs=100`. */
export interface Asked {
  /** Undefined where it asks for nothing. */
  readonly setup: Setup | undefined;
  /** What could not be done, to be told: the name as it stands in the address. */
  readonly unknown: readonly Unknown[];
}
export interface Unknown {
  readonly what: 'scenario' | 'parameter' | 'value';
  readonly name: string;
  /** What would be right, as an address has it: the ids of the parameters, a parameter's values; '' where it is any text. */
  readonly possible: string;
}

/** The site's own, and what other sites hang on links: nothing that a sandbox should speak of. */
const NOT_OURS = /^(scenario|lang|theme|item|q|ref|utm_.*|[a-z]{2,8}clid)$/;
/** A longer one is told by its beginning. */
const LONGEST = 40;

/** @param search of the address, with its '?' */
export function askedOf(model: ModelCore, search: string, fallback: string): Asked {
  const query = new URLSearchParams(search);
  const unknown: Unknown[] = [];
  const tell = (what: Unknown['what'], name: string, possible: string) =>
    unknown.push({ what, name: name.length > LONGEST ? `${name.slice(0, LONGEST)}…` : name, possible });
  const wanted = query.get('scenario');
  const known = model.scenarios.find((one) => one.id === wanted)?.id;
  if (wanted !== null && known === undefined) tell('scenario', wanted, listed(model.scenarios));
  const changed: Record<string, ParameterValue> = {};
  for (const [name, given] of query) {
    if (NOT_OURS.test(name)) continue;
    const parameter = model.parameters.find((one) => one.id === name);
    if (!parameter) {
      tell('parameter', name, listed(model.parameters));
      continue;
    }
    const value = checkValue(parameter, parameter.kind === 'switch' ? switched(given) : given);
    if (isRefusal(value)) tell('value', `${name}=${given}`, valuesOf(parameter));
    else changed[name] = value;
  }
  if (known === undefined && Object.keys(changed).length === 0) return { setup: undefined, unknown };
  const setup = setupOf(model, known ?? fallback);
  return { setup: { ...setup, parameters: { ...setup.parameters, ...changed } }, unknown };
}

const switched = (given: string): unknown =>
  given === 'true' || given === 'on' ? true : given === 'false' || given === 'off' ? false : given;

const listed = (all: readonly { readonly id: string }[]): string => all.map(({ id }) => id).join(', ');

function valuesOf(parameter: Parameter): string {
  if ('choices' in parameter) return parameter.choices.join(', ');
  if (parameter.kind === 'integer') return `${parameter.min}–${parameter.max}`;
  return parameter.kind === 'switch' ? 'on, off' : '';
}
