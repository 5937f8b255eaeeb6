import type { ModelCore } from './model.ts';
import { read, written, type Shared } from './share.ts';

/**
 * What a reader did is there again when the page is loaded again: kept for the tab, under the address, so that the address stays
 * as it was. A browser that refuses storage (an embed, a private window) keeps nothing, and nothing fails.
 */
const keyOf = (model: ModelCore, address: string) => `sandbox ${model.id} ${address}`;

export function keep(model: ModelCore, address: string, shared: Shared): void {
  try {
    sessionStorage.setItem(keyOf(model, address), JSON.stringify(written(model, shared)));
  } catch {
    // full or refused: the page goes on without
  }
}

export function forget(model: ModelCore, address: string): void {
  try {
    sessionStorage.removeItem(keyOf(model, address));
  } catch {
    // refused: there is nothing to forget
  }
}

/** What was kept, checked like a link from outside; undefined where there is nothing, or nothing whole. */
export function kept(model: ModelCore, address: string): Shared | undefined {
  try {
    const found = sessionStorage.getItem(keyOf(model, address));
    if (found === null) return undefined;
    const shared = read(model, JSON.parse(found));
    return typeof shared === 'string' ? undefined : shared;
  } catch {
    return undefined;
  }
}

/** Whether the reader comes back to this page (reload, back, forward) and did not just open it. */
export function isReturn(): boolean {
  const [entry] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  return entry !== undefined && (entry.type === 'reload' || entry.type === 'back_forward');
}
