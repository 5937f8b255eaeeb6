import { stream } from '#engine/kernel/random.ts';
import { MILLISECOND, SECOND } from '#engine/kernel/time.ts';
import type { Run } from '#engine/kernel/trace.ts';
import type { NetEvent } from '#engine/net/events.ts';
import { World } from '#engine/net/world.ts';
import { RTO_RULES, TCP_DEFAULTS } from '#engine/tcp/config.ts';
import { Endpoint } from '#engine/tcp/endpoint.ts';
import { TcpStack } from '#engine/tcp/stack.ts';
import { parseIpv4 } from '#engine/wire/address.ts';
import type { Setup } from '#player/model.ts';
import { chosen } from './parameters.ts';
import { programsOf } from './programs.ts';
import type { TcpScenario } from './scenarios/scenario.ts';

/** Addresses of RFC 5737, and a port that analysers take for no protocol that they know. */
const ADDRESSES = { client: parseIpv4('192.0.2.10')!, server: parseIpv4('192.0.2.80')! };
const PORT = 9000;

/** Two hosts on one wire; the scenario's interventions first, then the reader's. */
export function runSetup(setup: Setup, scenarios: readonly TcpScenario[]): Run<NetEvent> {
  const scenario = scenarios.find((one) => one.id === setup.scenario);
  const given = chosen(setup.parameters);
  const programs = programsOf(scenario?.programs ?? 'exchange', given, { ...ADDRESSES, port: PORT });
  const config = {
    ...TCP_DEFAULTS,
    rto: RTO_RULES[given.rto],
    sackPermitted: given.sack,
    nagle: given.nagle,
    delayedAckNs: given.delayedAckMs > 0 ? given.delayedAckMs * MILLISECOND : null,
  };
  const link = {
    name: 'wire',
    ends: ['client', 'server'],
    rateBps: given.rateKbps * 1000,
    delayNs: given.delayMs * MILLISECOND,
    queueFrames: 100,
    loss: { times: given.lossPercent, of: 100 },
  } as const;
  const world = new World({
    seed: setup.seed,
    links: [link],
    interventions: [...(scenario?.interventions ?? []), ...setup.interventions],
    // Above what 30 segments can take that each need 15 retries of 2 minutes
    bounds: { horizonNs: 86_400 * SECOND, maxEvents: 200_000 },
    hosts(observe) {
      const stack = (name: 'client' | 'server') => {
        const secret = stream(setup.seed, `${name}/secret`);
        const address = ADDRESSES[name];
        return new TcpStack({
          name,
          address,
          config,
          secret: [secret.below(0x1_0000_0000), secret.below(0x1_0000_0000)],
          observe: observe(name),
          ...(name === 'client' && scenario?.clientIsn !== undefined && { isn: scenario.clientIsn }),
        });
      };
      const client = new Endpoint(stack('client'), programs.client);
      const server = new Endpoint(stack('server'), programs.server);
      return [server, client];
    },
  });
  return world.run();
}
