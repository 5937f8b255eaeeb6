import type { Scenario } from '#player/model.ts';

/** Two subscribers of a topic; one of them sends, and asks for a receipt. */
export const stompTopic: Scenario = {
  id: 'stomp-topic',
  parameters: {
    doing: 'stomp',
    stomp: [
      'CONNECT accept-version:1.2 host:app.example',
      'SUBSCRIBE id:0 destination:/topic/chat',
      'SEND destination:/topic/chat receipt:r-1 | hello',
      'DISCONNECT receipt:bye',
    ].join('\n'),
    friend: ['CONNECT accept-version:1.2 host:app.example', 'SUBSCRIBE id:7 destination:/topic/chat'].join(
      '\n',
    ),
  },
  seed: 1,
  interventions: [],
  opening: {
    event: { kind: 'app', protocol: 'stomp', act: 'read', where: 'server', reason: 'realtime.stomp-send' },
  },
  breakpoints: [
    { id: 'connected', at: { event: { kind: 'app', protocol: 'stomp', act: 'deliver', where: 'client' } } },
    {
      id: 'sent',
      at: {
        event: {
          kind: 'app',
          protocol: 'stomp',
          act: 'read',
          where: 'server',
          reason: 'realtime.stomp-send',
        },
      },
    },
    {
      id: 'receipt',
      at: {
        event: {
          kind: 'app',
          protocol: 'stomp',
          act: 'deliver',
          where: 'client',
          reason: 'realtime.stomp-receipt',
        },
      },
    },
    {
      id: 'friend-gets',
      at: {
        event: {
          kind: 'app',
          protocol: 'stomp',
          act: 'deliver',
          where: 'friend',
          reason: 'realtime.stomp-message',
        },
      },
    },
  ],
};
