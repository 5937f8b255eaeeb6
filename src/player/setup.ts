import type { Intervention } from '#engine/kernel/trace.ts';
import {
  setupOf,
  type Parameter,
  type Parameters,
  type ParameterValue,
  type SandboxModel,
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
  | { readonly code: 'not-a-choice'; readonly parameter: string };

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
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value.replaceAll(',', '')) : value;
  if (typeof number !== 'number' || !Number.isFinite(number))
    return { code: 'not-a-number', parameter: name };
  if (!Number.isInteger(number)) return { code: 'not-whole', parameter: name };
  const { min, max, unit } = parameter;
  return number < min || number > max ? { code: 'out-of-bounds', parameter: name, min, max, unit } : number;
}

export const isRefusal = (value: ParameterValue | Refusal): value is Refusal => typeof value === 'object';

const ACTS: readonly Intervention['act'][] = ['drop', 'delay', 'duplicate', 'corrupt'];
/** More would make a link longer than browsers take. */
const MOST_INTERVENTIONS = 100;

/** A setup from outside (a link): every field checked against the model; undefined where anything is not as it must be. */
export function checkSetup(model: SandboxModel, value: unknown): Setup | undefined {
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

function checkIntervention(model: SandboxModel, value: unknown): Intervention | undefined {
  if (!isRecord(value)) return undefined;
  const { act, target, byNs, bit } = value;
  const known = ACTS.find((one) => one === act);
  if (!known || !model.acts.includes(known)) return undefined;
  if (typeof target !== 'string' || !/^[\w>./-]{1,80}$/.test(target)) return undefined;
  if (
    byNs !== undefined &&
    !(Number.isSafeInteger(byNs) && (byNs as number) > 0 && (byNs as number) <= 600e9)
  )
    return undefined;
  if (
    bit !== undefined &&
    !(Number.isSafeInteger(bit) && (bit as number) >= 0 && (bit as number) < 8 * 65_535)
  )
    return undefined;
  return {
    act: known,
    target,
    ...(byNs === undefined ? {} : { byNs: byNs as number }),
    ...(bit === undefined ? {} : { bit: bit as number }),
  };
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
