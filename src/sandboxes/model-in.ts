import type { SandboxModel } from '#player/model.ts';

const isModel = (value: unknown): value is SandboxModel =>
  value !== null && typeof value === 'object' && 'scenarios' in value && 'questions' in value;

/** The model that a `model.ts` exports, under whatever name. */
export function modelIn(exported: Readonly<Record<string, unknown>>): SandboxModel {
  const found = Object.values(exported).find(isModel);
  if (!found) throw new Error(`no model among ${Object.keys(exported).join(', ')}`);
  return found;
}
