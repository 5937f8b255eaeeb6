import type { SandboxModel } from '#player/model.ts';

const files = import.meta.glob<Readonly<Record<string, unknown>>>('/src/sandboxes/*/model.ts', {
  eager: true,
});

const isModel = (value: unknown): value is SandboxModel =>
  value !== null && typeof value === 'object' && 'scenarios' in value && 'questions' in value;

/** What every sandbox says about itself: for content to be checked and pages to be built. Each folder with a `model.ts` is one. */
export const models: readonly SandboxModel[] = Object.values(files).flatMap((exports) =>
  Object.values(exports).filter(isModel),
);
