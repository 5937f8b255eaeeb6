import type { CacheEvent } from '#engine/cache/events.ts';
import type { SandboxModel } from '#player/model.ts';
import { core } from './core.ts';
import { questions } from './questions.ts';
import { table } from './table.ts';
import { tasks } from './tasks.ts';

/** Eviction policies side by side on the same requests. */
export const cachePolicy: SandboxModel<CacheEvent> = {
  ...core,
  tasks,
  questions,
  table,
};
