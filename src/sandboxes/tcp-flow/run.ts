import { none } from '#engine/tcp/congestion/none.ts';
import { stream } from '#engine/kernel/random.ts';
import { MILLISECOND, SECOND } from '#engine/kernel/time.ts';
import type { Intervention, Run } from '#engine/kernel/trace.ts';
import type { NetEvent } from '#engine/net/events.ts';
import { World } from '#engine/net/world.ts';
import { TCP_DEFAULTS, type TcpConfig } from '#engine/tcp/config.ts';
import { PacedReader, Writer, type Pace } from '#engine/tcp/paced.ts';
import { parseIpv4 } from '#engine/wire/address.ts';
import type { Scenario, Setup } from '#player/model.ts';
import { chosen, shiftFor, type Chosen } from './parameters.ts';

/** Addresses of RFC 5737, and a port that analysers take for no protocol that they know. */
const ADDRESSES = { client: parseIpv4('192.0.2.10')!, server: parseIpv4('192.0.2.80')! };
const PORT = 9000;
/** More is told as too much: it would hold the page for seconds, and nobody could look through it. */
const MOST_EVENTS = 40_000;
/** A reader that never reads is asked for ever whether its window has opened; so much of it is enough. */
const LONGEST = 120 * SECOND;

/** What a change of the reader's pace names. */
const READER = 'reader';

/** Two hosts on one wire that loses nothing by itself; the scenario's interventions first, then the reader's. */
export function runSetup(setup: Setup, scenarios: readonly Scenario[]): Run<NetEvent> {
  const own = scenarios.find((one) => one.id === setup.scenario)?.interventions ?? [];
  const interventions = [...own, ...setup.interventions];
  const given = chosen(setup.parameters);
  const config = configOf(given);
  const world = new World({
    seed: setup.seed,
    links: [
      {
        name: 'wire',
        ends: ['client', 'server'],
        rateBps: given.rateKbps * 1000,
        delayNs: given.delayMs * MILLISECOND,
        // No queue of this network ever overflows: what holds the sender back is the receiver
        queueFrames: 100_000,
      },
    ],
    interventions: interventions.filter(({ target }) => target !== READER),
    bounds: { horizonNs: LONGEST, maxEvents: MOST_EVENTS },
    hosts(observe) {
      const stack = (name: 'client' | 'server') => {
        const secret = stream(setup.seed, `${name}/secret`);
        return {
          name,
          address: ADDRESSES[name],
          config,
          secret: [secret.below(0x1_0000_0000), secret.below(0x1_0000_0000)],
          observe: observe(name),
        } as const;
      };
      return [
        new PacedReader(stack('server'), PORT, given.readBytes, pacesOf(given, interventions)),
        new Writer(stack('client'), {
          to: { address: ADDRESSES.server, port: PORT },
          data: letters(given.totalBytes),
          writeBytes: given.writeBytes,
          everyNs: given.writeEveryMs * MILLISECOND,
          sendBufferBytes: given.sendBufferBytes,
        }),
      ];
    },
  });
  return world.run(LONGEST);
}

/** Without timestamps 1460 bytes fit into a segment, and without congestion control the receiver's window alone says how much may be out. */
function configOf(given: Chosen): TcpConfig {
  return {
    ...TCP_DEFAULTS,
    timestamps: false,
    congestion: none,
    receiveBufferBytes: given.receiveBufferBytes,
    windowScale: given.windowScale ? shiftFor(given.receiveBufferBytes) : null,
    nagle: given.nagle,
    delayedAckNs: given.delayedAckMs === 0 ? null : given.delayedAckMs * MILLISECOND,
    receiverSwsAvoidance: given.receiverCure,
    senderSwsAvoidance: given.senderCure,
  };
}

/** How the reader reads: as the conditions say, then as each change of them says. */
function pacesOf(given: Chosen, interventions: readonly Intervention[]): Pace[] {
  const changes = interventions
    .filter(({ act, target }) => act === 'set' && target === READER)
    .map(({ atNs = 0, value = 0 }) => ({ fromNs: atNs, rateBps: value }))
    .sort((a, b) => a.fromNs - b.fromNs);
  return [{ fromNs: 0, rateBps: given.readKbps * 1000 }, ...changes];
}

/** abc...zabc...: the place of a byte shows in the dump. */
const letters = (count: number): Uint8Array => new Uint8Array(count).map((_, at) => 97 + (at % 26));
