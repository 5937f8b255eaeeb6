import type { Intervention } from '#engine/kernel/trace.ts';
import {
  setupOf,
  type Live,
  type Parameter,
  type Parameters,
  type ParameterValue,
  type ModelCore,
  type Setup,
} from './model.ts';

/** Why a value cannot be a parameter's; the sentence is the interface's. */
export type Refusal =
  | { readonly code: 'not-a-number' | 'not-whole'; readonly parameter: string }
  | {
      readonly code: 'out-of-bounds';
      readonly parameter: string;
      readonly min: number;
      readonly max: number;
      readonly unit: string;
    }
  | { readonly code: 'not-a-choice' | 'not-hexadecimal' | 'half-a-byte'; readonly parameter: string }
  | { readonly code: 'too-few'; readonly parameter: string; readonly min: number }
  | {
      readonly code: 'wrong-length';
      readonly parameter: string;
      readonly min: number;
      readonly max: number;
      /** Bytes. */
      readonly length: number;
    };

/** Checks what the reader typed or a link says. Gives the value, or why not. */
export function checkValue(parameter: Parameter, value: unknown): ParameterValue | Refusal {
  const name = parameter.id;
  if (parameter.kind === 'switch')
    return typeof value === 'boolean' ? value : { code: 'not-a-choice', parameter: name };
  if (parameter.kind === 'choice') {
    return typeof value === 'string' && parameter.choices.includes(value)
      ? value
      : { code: 'not-a-choice', parameter: name };
  }
  if (parameter.kind === 'several') return checkSeveral(parameter, value);
  if (parameter.kind === 'text' || parameter.kind === 'bytes') return checkText(parameter, value);
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value.replaceAll(',', '')) : value;
  if (typeof number !== 'number' || !Number.isFinite(number))
    return { code: 'not-a-number', parameter: name };
  if (!Number.isInteger(number)) return { code: 'not-whole', parameter: name };
  const { min, max, unit } = parameter;
  return number < min || number > max ? { code: 'out-of-bounds', parameter: name, min, max, unit } : number;
}

/** In the order of the choices, each once. */
function checkSeveral(
  { id, choices, min }: Extract<Parameter, { kind: 'several' }>,
  value: unknown,
): string | Refusal {
  if (typeof value !== 'string') return { code: 'not-a-choice', parameter: id };
  const given = value === '' ? [] : value.split(',');
  if (given.some((one) => !choices.includes(one))) return { code: 'not-a-choice', parameter: id };
  const found = choices.filter((choice) => given.includes(choice));
  return found.length < min ? { code: 'too-few', parameter: id, min } : found.join(',');
}

/** Text as it is; bytes in any common writing ('45 00', '0x4500', '45:00') as bare digits. */
function checkText(
  { id, kind, min, max }: Extract<Parameter, { kind: 'text' | 'bytes' }>,
  value: unknown,
): string | Refusal {
  if (typeof value !== 'string') return { code: 'not-a-choice', parameter: id };
  const given = kind === 'text' ? value : value.toLowerCase().replace(/\b0x|[\s:,-]+/g, '');
  if (kind === 'bytes' && !/^[0-9a-f]*$/.test(given)) return { code: 'not-hexadecimal', parameter: id };
  if (kind === 'bytes' && given.length % 2 === 1) return { code: 'half-a-byte', parameter: id };
  const length = kind === 'text' ? new TextEncoder().encode(given).length : given.length / 2;
  return length < min || length > max ? { code: 'wrong-length', parameter: id, min, max, length } : given;
}

export const isRefusal = (value: ParameterValue | Refusal): value is Refusal => typeof value === 'object';

/** A day: no run goes on for longer. */
const LATEST_NS = 86_400e9;
/** More would make a link longer than browsers take. */
const MOST_INTERVENTIONS = 100;

/** A setup from outside (a link): every field checked against the model; undefined where anything is not as it must be. */
export function checkSetup(model: ModelCore, value: unknown): Setup | undefined {
  if (!isRecord(value)) return undefined;
  const { scenario, parameters, seed, interventions } = value;
  if (typeof scenario !== 'string' || !model.scenarios.some((one) => one.id === scenario)) return undefined;
  if (!isRecord(parameters) || !Number.isSafeInteger(seed)) return undefined;
  const checked: Record<string, ParameterValue> = { ...setupOf(model, scenario).parameters };
  for (const [id, given] of Object.entries(parameters)) {
    const parameter = model.parameters.find((one) => one.id === id);
    const found = parameter && checkValue(parameter, given);
    if (found === undefined || isRefusal(found)) return undefined;
    checked[id] = found;
  }
  if (!Array.isArray(interventions) || interventions.length > MOST_INTERVENTIONS) return undefined;
  const acts = interventions.map((one) => checkIntervention(model, one));
  if (acts.some((one) => one === undefined)) return undefined;
  return {
    scenario,
    parameters: checked as Parameters,
    seed: seed as number,
    interventions: acts as Intervention[],
  };
}

function checkIntervention(model: ModelCore, value: unknown): Intervention | undefined {
  if (!isRecord(value)) return undefined;
  const { act, target, byNs, bit, atNs } = value;
  if (typeof target !== 'string' || !/^[\w>./-]{1,80}$/.test(target)) return undefined;
  if (act === 'set') return checkLive(model, target, value);
  if (act === 'do') {
    const deed = model.deeds?.find((one) => one.target === target);
    const what = deed?.what.find((one) => one === value['what']);
    return what !== undefined && isWithin(atNs, 0, LATEST_NS) ? { act, target, what, atNs } : undefined;
  }
  if (act === 'down' || act === 'up' || act === 'kill') {
    const place = model.places?.find((one) => one.target === target);
    return place?.acts.includes(act) && isWithin(atNs, 0, LATEST_NS) ? { act, target, atNs } : undefined;
  }
  const known = model.acts.find((one) => one === act);
  if (!known) return undefined;
  if (byNs !== undefined && !isWithin(byNs, 1, 600e9)) return undefined;
  if (bit !== undefined && !isWithin(bit, 0, 8 * 65_535 - 1)) return undefined;
  return {
    act: known,
    target,
    ...(byNs === undefined ? {} : { byNs }),
    ...(bit === undefined ? {} : { bit }),
  };
}

/** What a parameter may be while the run goes on, it may be within its bounds. */
function checkLive(
  model: ModelCore,
  target: string,
  { quantity, value, atNs }: Record<string, unknown>,
): Intervention | undefined {
  const parameter = model.parameters.find(
    (one) => one.kind === 'integer' && one.live?.target === target && one.live.quantity === quantity,
  );
  if (parameter?.kind !== 'integer' || !parameter.live) return undefined;
  const { live, min, max } = parameter;
  if (!isWithin(value, min * live.times, max * live.times) || !isWithin(atNs, 0, LATEST_NS)) return undefined;
  return changeOf(live, value / live.times, atNs);
}

/** The intervention that gives a live parameter another value from `atNs` on. */
export const changeOf = ({ target, quantity, times }: Live, value: number, atNs: number): Intervention => ({
  act: 'set',
  target,
  ...(quantity === undefined ? {} : { quantity }),
  value: value * times,
  atNs,
});

const isWithin = (value: unknown, min: number, max: number): value is number =>
  Number.isSafeInteger(value) && (value as number) >= min && (value as number) <= max;
const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
