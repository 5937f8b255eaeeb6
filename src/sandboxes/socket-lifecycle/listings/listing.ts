import type { Step } from '#engine/sockets/program.ts';

/** A line of code, and the steps of the program that it makes; none where it only prepares. */
export interface Line {
  readonly text: string;
  readonly steps: readonly string[];
}
export type Role = 'client' | 'server';
/** Where a listing connects to. */
export interface Target {
  readonly host: string;
  readonly port: number;
}
/** A whole program in one language. */
export type ToCode = (steps: readonly Step[], role: Role, to: Target) => Line[];

export const line = (text: string, ...steps: string[]): Line => ({ text, steps });

/** Languages whose one call makes several of ours: the steps of `ids` go onto the line of the last of them. */
export function gathered(steps: readonly Step[], calls: readonly string[]): { step: Step; with: string[] }[] {
  let waiting: string[] = [];
  const found: { step: Step; with: string[] }[] = [];
  for (const step of steps) {
    if (calls.includes(step.call.do)) waiting.push(step.id);
    else {
      found.push({ step, with: [...waiting, step.id] });
      waiting = [];
    }
  }
  return found;
}

export const loops = (step: Step): boolean => step.next === step.id;
export const bytesOf = (bytes: Uint8Array | 'received'): number | undefined =>
  bytes === 'received' ? undefined : bytes.length;
