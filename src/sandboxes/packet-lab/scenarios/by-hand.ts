import type { NetEvent } from '#engine/net/events.ts';
import { FLAG } from '#engine/wire/tcp.ts';
import type { Scenario } from '#player/model.ts';
import { tcpFrame, toHex } from '../packets.ts';
import { defaults } from '../parameters.ts';
import { runSetup } from '../run.ts';

const SEED = 1;
const PARAMETERS = { packet: toHex(tcpFrame({})), kernel: false };

/** The ACK that fits the SYN,ACK: its number is read from the answer, as you would. */
function ack(): Uint8Array {
  const setup = { scenario: '', parameters: { ...defaults, ...PARAMETERS }, seed: SEED, interventions: [] };
  const answer = runSetup(setup, []).events.find(
    (event): event is Extract<NetEvent, { kind: 'arrive' }> =>
      event.kind === 'arrive' && event.where === 'you',
  )!;
  return tcpFrame({ seq: answer.ack, ack: (answer.seq + 1) >>> 0, flags: FLAG.ACK, options: [] });
}

/** With the own kernel kept out of it, two packets made by hand open a connection. */
export const byHand: Scenario = {
  id: 'by-hand',
  parameters: { ...PARAMETERS, second: toHex(ack()) },
  seed: SEED,
  interventions: [],
  opening: { event: { kind: 'state', where: 'server', to: 'ESTABLISHED' } },
  breakpoints: [
    { id: 'comes-back', at: { event: { kind: 'arrive', where: 'you' } } },
    { id: 'second-sent', at: { event: { kind: 'send', where: 'you' }, nth: 2 } },
    { id: 'established', at: { event: { kind: 'state', where: 'server', to: 'ESTABLISHED' } } },
  ],
};
