import type { Scenario } from '#player/model.ts';

/** A queue gives a job to the client, which leaves without an acknowledgement. */
export const stompQueue: Scenario = {
  id: 'stomp-queue',
  parameters: {
    doing: 'stomp',
    stomp: [
      'CONNECT accept-version:1.2 host:app.example',
      'SUBSCRIBE id:0 destination:/queue/jobs ack:client-individual',
      'SEND destination:/queue/jobs | resize photo',
      'DISCONNECT',
    ].join('\n'),
    friend: [
      'CONNECT accept-version:1.2 host:app.example',
      '...',
      'SUBSCRIBE id:7 destination:/queue/jobs ack:client-individual',
      '...',
      '...',
      'ACK id:?',
    ].join('\n'),
  },
  seed: 1,
  interventions: [],
  opening: {
    event: {
      kind: 'app',
      protocol: 'stomp',
      act: 'deliver',
      where: 'client',
      reason: 'realtime.stomp-message',
    },
  },
  breakpoints: [
    {
      id: 'client-gets',
      at: {
        event: {
          kind: 'app',
          protocol: 'stomp',
          act: 'deliver',
          where: 'client',
          reason: 'realtime.stomp-message',
        },
      },
    },
    {
      id: 'returned',
      at: { event: { kind: 'app', protocol: 'stomp', act: 'wait', reason: 'realtime.stomp-returned' } },
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
