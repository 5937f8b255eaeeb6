import type { Scenario } from '#player/model.ts';

/** The proxy passes no upgrade and buffers responses: streaming brings nothing in time either. */
export const sockjsBuffered: Scenario = {
  id: 'sockjs-buffered',
  parameters: { doing: 'sockjs', setUpgrade: false },
  seed: 1,
  interventions: [],
  opening: { event: { kind: 'app', protocol: 'sockjs', where: 'client', reason: 'realtime.sock-timeout' } },
  breakpoints: [
    {
      id: 'info',
      at: { event: { kind: 'app', protocol: 'sockjs', where: 'client', reason: 'realtime.sock-info' } },
    },
    {
      id: 'no-upgrade',
      at: { event: { kind: 'app', protocol: 'sockjs', where: 'client', reason: 'realtime.sock-no-upgrade' } },
    },
    {
      id: 'timeout',
      at: { event: { kind: 'app', protocol: 'sockjs', where: 'client', reason: 'realtime.sock-timeout' } },
    },
    {
      id: 'open',
      at: { event: { kind: 'app', protocol: 'sockjs', where: 'client', reason: 'realtime.sock-open' } },
    },
    {
      id: 'message',
      at: { event: { kind: 'app', protocol: 'sockjs', where: 'client', reason: 'realtime.sock-message' } },
    },
  ],
};
