import type { Scenario } from '#player/model.ts';
import { connectedUdp } from './connected-udp.ts';
import { exhausted } from './exhausted.ts';
import { fourNumbers } from './four-numbers.ts';
import { restart } from './restart.ts';
import { reusePort } from './reuse-port.ts';
import { sameNumber } from './same-number.ts';
import { specific } from './specific.ts';
import { threeClients } from './three-clients.ts';

export const scenarios: readonly Scenario[] = [
  threeClients,
  sameNumber,
  specific,
  restart,
  reusePort,
  connectedUdp,
  exhausted,
  fourNumbers,
];
