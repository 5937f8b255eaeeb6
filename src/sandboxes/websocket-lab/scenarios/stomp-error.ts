import type { Scenario } from '#player/model.ts';

/** A SUBSCRIBE without an id. */
export const stompError: Scenario = {
  id: 'stomp-error',
  parameters: {
    doing: 'stomp',
    stomp: [
      'CONNECT accept-version:1.2 host:app.example',
      'SUBSCRIBE destination:/topic/chat receipt:r-1',
      'SEND destination:/topic/chat | hello',
    ].join('\n'),
  },
  seed: 1,
  interventions: [],
  opening: { event: { kind: 'app', protocol: 'stomp', act: 'fail' } },
  breakpoints: [
    { id: 'connected', at: { event: { kind: 'app', protocol: 'stomp', act: 'deliver', where: 'client' } } },
    { id: 'error', at: { event: { kind: 'app', protocol: 'stomp', act: 'fail' } } },
    { id: 'closed', at: { event: { kind: 'app', act: 'close', where: 'client' } } },
  ],
};
