import type { Scenario } from '#player/model.ts';

/** One large file to the server: what is said around it hardly counts. Seed 1: nothing is drawn but the secrets. */
export const upload: Scenario = {
  id: 'upload',
  parameters: { job: 'upload', fileBytes: 100000 },
  seed: 1,
  interventions: [],
  opening: { event: { kind: 'message', act: 'read', where: 'raw-server' } },
  breakpoints: [
    { id: 'stored-raw', at: { event: { kind: 'message', act: 'read', where: 'raw-server' } } },
    { id: 'stored-keep', at: { event: { kind: 'message', act: 'read', where: 'keep-server' } } },
    { id: 'stored-ws', at: { event: { kind: 'message', act: 'read', where: 'ws-server' } } },
  ],
};
