import type { SandboxModel } from '#player/model.ts';
import { modelIn } from './model-in.ts';

const files = import.meta.glob<Readonly<Record<string, unknown>>>('/src/sandboxes/*/model.ts', {
  eager: true,
});

/** What every sandbox says about itself: for content to be checked and pages to be built. Each folder with a `model.ts` is one. */
export const models: readonly SandboxModel[] = Object.values(files).map(modelIn);
