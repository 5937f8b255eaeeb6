import { stream } from '#engine/kernel/random.ts';
import { MILLISECOND, SECOND } from '#engine/kernel/time.ts';
import type { Run } from '#engine/kernel/trace.ts';
import type { NetEvent } from '#engine/net/events.ts';
import { World } from '#engine/net/world.ts';
import { Machine } from '#engine/sockets/machine.ts';
import type { Setup } from '#player/model.ts';
import { chosen, type Chosen } from './parameters.ts';
import {
  clientAddress,
  clientPorts,
  connectedUdp,
  exhausted,
  fourNumbers,
  restart,
  reusePort,
  sameNumber,
  SECOND as SECOND_ADDRESS,
  SERVER,
  specific,
  threeClients,
  type Cast,
} from './programs.ts';

const CASTS: Readonly<Record<string, (given: Chosen) => Cast>> = {
  'three-clients': threeClients,
  'same-number': sameNumber,
  specific,
  restart,
  'reuse-port': reusePort,
  'connected-udp': connectedUdp,
  exhausted,
  'four-numbers': fourNumbers,
};
const MOST_CLIENTS = 8;

/** Two hosts on one wire: all clients on one, with an address each, the server on the other, with two. */
export function runSetup(setup: Setup): Run<NetEvent> {
  const given = chosen(setup.parameters);
  const cast = CASTS[setup.scenario]!(given);
  const secret = stream(setup.seed, 'secrets');
  const draw = () => [secret.below(0x1_0000_0000), secret.below(0x1_0000_0000)] as const;
  const interfaces = (addresses: readonly number[]) =>
    addresses.map((address) => ({ address, prefixLength: 24 }));
  return new World({
    seed: setup.seed,
    links: [
      {
        name: 'wire',
        ends: ['client', 'server'],
        rateBps: 100_000_000,
        delayNs: given.delayMs * MILLISECOND,
        queueFrames: 1000,
      },
    ],
    interventions: setup.interventions,
    bounds: { horizonNs: 86_400 * SECOND, maxEvents: 100_000 },
    hosts: (observe) => [
      new Machine(
        {
          name: 'server',
          interfaces: interfaces([SERVER, SECOND_ADDRESS]),
          secret: draw(),
          observe: observe('server'),
        },
        cast.server,
      ),
      new Machine(
        {
          name: 'client',
          interfaces: interfaces(Array.from({ length: MOST_CLIENTS }, (_, nth) => clientAddress(nth))),
          secret: draw(),
          observe: observe('client'),
          ephemeral: clientPorts(given),
        },
        cast.client,
      ),
    ],
  }).run();
}
