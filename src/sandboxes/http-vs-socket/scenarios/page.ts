import type { Scenario } from '#player/model.ts';

/** Thirty files, one after the other as HTTP/1.1 asks on one connection. Seed 1: it draws the sizes. */
export const page: Scenario = {
  id: 'page',
  parameters: { job: 'page' },
  seed: 1,
  interventions: [],
  opening: { event: { kind: 'message', act: 'read', where: 'keep-client', message: 3 } },
  breakpoints: [
    { id: 'file-keep', at: { event: { kind: 'message', act: 'read', where: 'keep-client' } } },
    { id: 'file-close', at: { event: { kind: 'message', act: 'read', where: 'close-client' } } },
    { id: 'last-ws', at: { event: { kind: 'message', act: 'read', where: 'ws-client', message: 29 } } },
    { id: 'last-keep', at: { event: { kind: 'message', act: 'read', where: 'keep-client', message: 29 } } },
    { id: 'last-close', at: { event: { kind: 'message', act: 'read', where: 'close-client', message: 29 } } },
  ],
};
