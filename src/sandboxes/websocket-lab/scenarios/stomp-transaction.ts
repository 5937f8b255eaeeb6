import type { Scenario } from '#player/model.ts';

/** Two messages in a transaction: nobody gets them before COMMIT. */
export const stompTransaction: Scenario = {
  id: 'stomp-transaction',
  parameters: {
    doing: 'stomp',
    stomp: [
      'CONNECT accept-version:1.2 host:app.example',
      'BEGIN transaction:t1',
      'SEND destination:/topic/chat transaction:t1 | one',
      'SEND destination:/topic/chat transaction:t1 | two',
      'COMMIT transaction:t1',
    ].join('\n'),
    friend: ['CONNECT accept-version:1.2 host:app.example', 'SUBSCRIBE id:7 destination:/topic/chat'].join(
      '\n',
    ),
  },
  seed: 1,
  interventions: [],
  opening: {
    event: { kind: 'app', protocol: 'stomp', act: 'read', where: 'server', reason: 'realtime.stomp-commit' },
  },
  breakpoints: [
    {
      id: 'begun',
      at: {
        event: {
          kind: 'app',
          protocol: 'stomp',
          act: 'read',
          where: 'server',
          reason: 'realtime.stomp-begin',
        },
      },
    },
    {
      id: 'committed',
      at: {
        event: {
          kind: 'app',
          protocol: 'stomp',
          act: 'read',
          where: 'server',
          reason: 'realtime.stomp-commit',
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
