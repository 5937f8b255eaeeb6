import type { Scenario } from '#player/model.ts';

/** Three clients with four ports each make twelve connections to one port of the server, which is more than any of them has ports. */
export const fourNumbers: Scenario = {
  id: 'four-numbers',
  parameters: {},
  seed: 1,
  interventions: [],
  opening: { event: { kind: 'match', where: 'server', rule: 'wildcard' }, nth: 5 },
  breakpoints: [
    { id: 'beyond', at: { event: { kind: 'match', where: 'server', rule: 'wildcard' }, nth: 5 } },
    { id: 'last', at: { event: { kind: 'match', where: 'server', rule: 'wildcard' }, nth: -1 } },
  ],
};
