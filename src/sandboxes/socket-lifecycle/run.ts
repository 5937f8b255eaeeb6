import { stream } from '#engine/kernel/random.ts';
import { MILLISECOND, SECOND } from '#engine/kernel/time.ts';
import type { Run } from '#engine/kernel/trace.ts';
import type { NetEvent } from '#engine/net/events.ts';
import { World } from '#engine/net/world.ts';
import { Machine } from '#engine/sockets/machine.ts';
import { RTO_RULES } from '#engine/tcp/config.ts';
import type { Scenario, Setup } from '#player/model.ts';
import { chosen } from './parameters.ts';
import { ADDRESSES, CASTS } from './programs.ts';

/** Two machines on one wire; the scenario's interventions first, then the reader's. */
export function runSetup(setup: Setup, scenarios: readonly Scenario[]): Run<NetEvent> {
  const own = scenarios.find((one) => one.id === setup.scenario)?.interventions ?? [];
  const given = chosen(setup.parameters);
  const cast = CASTS[setup.scenario]!(given);
  const secret = stream(setup.seed, 'secrets');
  return new World({
    seed: setup.seed,
    links: [
      {
        name: 'wire',
        ends: ['client', 'server'],
        rateBps: 10_000_000,
        delayNs: given.delayMs * MILLISECOND,
        queueFrames: 1000,
      },
    ],
    interventions: [...own, ...setup.interventions],
    bounds: { horizonNs: 86_400 * SECOND, maxEvents: 100_000 },
    hosts: (observe) =>
      (['server', 'client'] as const).map(
        (name) =>
          new Machine(
            {
              name,
              interfaces: [{ address: ADDRESSES[name], prefixLength: 24 }],
              secret: [secret.below(0x1_0000_0000), secret.below(0x1_0000_0000)],
              tcp: { rto: RTO_RULES.linux },
              // What overflows is to be seen: Linux would answer by cookies only where the SYN queue is full
              listening: { synCookies: 'never' },
              observe: observe(name),
            },
            cast[name],
          ),
      ),
  }).run();
}
