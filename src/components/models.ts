import type { SandboxModel } from '#player/model.ts';

// Until `src/sandboxes/models.ts` has landed there may be none.
const found = import.meta.glob<{ models: Readonly<Record<string, SandboxModel>> | readonly SandboxModel[] }>(
  '/src/sandboxes/models.ts',
  { eager: true },
);

export const modelList: readonly SandboxModel[] = Object.values(found).flatMap((one) =>
  Object.values(one.models),
);
