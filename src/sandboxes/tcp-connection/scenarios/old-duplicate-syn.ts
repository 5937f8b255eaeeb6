import { MILLISECOND } from '#engine/kernel/time.ts';
import type { TcpScenario } from './scenario.ts';

/**
 * RFC 9293 figure 9: the SYN of an attempt that the client gave up reaches the server before that of its next attempt.
 * The first is held up for 110 ms and the second for 100 ms, so that old SYN, answer and reset are over before the new SYN comes.
 */
export const oldDuplicateSyn: TcpScenario = {
  id: 'old-duplicate-syn',
  programs: 'again',
  parameters: { numbers: 'absolute' },
  seed: 1,
  interventions: [
    { act: 'delay', target: 'wire/client>server/0', byNs: 110 * MILLISECOND },
    { act: 'delay', target: 'wire/client>server/1', byNs: 100 * MILLISECOND },
  ],
  opening: { event: { kind: 'send', where: 'server' } },
  breakpoints: [
    { id: 'given-up', at: { event: { kind: 'call', call: 'abort' } } },
    { id: 'old-syn', at: { event: { kind: 'arrive', where: 'server' } } },
    { id: 'reset-sent', at: { event: { kind: 'send', flags: 'RST' } } },
    { id: 'listens-again', at: { event: { kind: 'state', from: 'SYN-RECEIVED', to: 'LISTEN' } } },
    { id: 'new-syn', at: { event: { kind: 'arrive', where: 'server', flags: 'SYN' }, nth: 2 } },
    { id: 'server-established', at: { event: { kind: 'state', where: 'server', to: 'ESTABLISHED' } } },
  ],
};
