import type { Scenario } from '#player/model.ts';

/** The proxy passes no upgrade, but does not buffer: SockJS falls back to streaming. */
export const sockjsBlocked: Scenario = {
  id: 'sockjs-blocked',
  parameters: { doing: 'sockjs', setUpgrade: false, buffering: false },
  seed: 1,
  interventions: [],
  opening: { event: { kind: 'app', protocol: 'sockjs', where: 'client', reason: 'realtime.sock-open' } },
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
      id: 'streaming',
      at: {
        event: { kind: 'app', protocol: 'sockjs', where: 'client', reason: 'realtime.sock-xhr-streaming' },
      },
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
