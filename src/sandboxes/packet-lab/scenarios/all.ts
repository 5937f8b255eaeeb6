import type { Scenario } from '#player/model.ts';
import { arpRequest } from './arp-request.ts';
import { badChecksum } from './bad-checksum.ts';
import { badLength } from './bad-length.ts';
import { byHand } from './by-hand.ts';
import { forged } from './forged.ts';
import { fragments } from './fragments.ts';
import { ping } from './ping.ts';
import { synClosed } from './syn-closed.ts';
import { synOpen } from './syn-open.ts';
import { tooBig } from './too-big.ts';
import { ttlOne } from './ttl-one.ts';
import { udpClosed } from './udp-closed.ts';
import { udpOpen } from './udp-open.ts';

export const scenarios: readonly Scenario[] = [
  synOpen,
  synClosed,
  udpOpen,
  udpClosed,
  ping,
  badChecksum,
  badLength,
  ttlOne,
  fragments,
  tooBig,
  forged,
  arpRequest,
  byHand,
];
