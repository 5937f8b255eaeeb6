import { checksum } from '#engine/wire/checksum.ts';
import { putU16, u16 } from '#engine/wire/octets.ts';
import type { Scenario } from '#player/model.ts';
import { pingFrame, text, toHex } from '../packets.ts';

const IPV4 = 14;

/** Ten bytes more than there are; the header's checksum is right all the same. */
function tooLong(): Uint8Array {
  const frame = pingFrame(text('hello'));
  putU16(frame, IPV4 + 2, u16(frame, IPV4 + 2) + 10);
  putU16(frame, IPV4 + 10, 0);
  putU16(frame, IPV4 + 10, checksum(frame, IPV4, IPV4 + 20));
  return frame;
}

/** The total length says more than the frame holds: the first who reads it, the router, discards it. */
export const badLength: Scenario = {
  id: 'bad-length',
  parameters: { packet: toHex(tooLong()) },
  seed: 1,
  interventions: [],
  opening: { event: { kind: 'discard' } },
  breakpoints: [
    { id: 'at-router', at: { event: { kind: 'arrive', where: 'router' } } },
    { id: 'discarded', at: { event: { kind: 'discard' } } },
  ],
};
