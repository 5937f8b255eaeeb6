import { putU16, u16 } from '#engine/wire/octets.ts';
import type { Scenario } from '#player/model.ts';
import { tcpFrame, toHex } from '../packets.ts';

/** Where the TCP checksum stands: behind 14 bytes of Ethernet, 20 of IPv4, 16 of TCP. */
const AT = 50;

function wrong(): Uint8Array {
  const frame = tcpFrame({});
  putU16(frame, AT, u16(frame, AT) ^ 0x0001);
  return frame;
}

/** The router checks IP's header only and passes it on; the server throws it away and says nothing. */
export const badChecksum: Scenario = {
  id: 'bad-checksum',
  parameters: { packet: toHex(wrong()) },
  seed: 1,
  interventions: [],
  opening: { event: { kind: 'discard' } },
  breakpoints: [
    { id: 'at-router', at: { event: { kind: 'arrive', where: 'router' } } },
    { id: 'at-server', at: { event: { kind: 'arrive', where: 'server' } } },
    { id: 'discarded', at: { event: { kind: 'discard' } } },
  ],
};
