import type { Intervention, Run } from '#engine/kernel/trace.ts';
import { stream } from '#engine/kernel/random.ts';
import { MILLISECOND, SECOND, type Ns } from '#engine/kernel/time.ts';
import { Inbox } from '#engine/messages/inbox.ts';
import type { Plan } from '#engine/messages/message.ts';
import { Playout } from '#engine/messages/playout.ts';
import { TcpReceiver, TcpSender, type TcpEnd } from '#engine/messages/tcp.ts';
import { UdpSink, UdpSource } from '#engine/messages/udp.ts';
import type { NetEvent } from '#engine/net/events.ts';
import type { Observe } from '#engine/net/host.ts';
import { IpHost } from '#engine/net/ip-host.ts';
import { slots } from '#engine/net/links/slots.ts';
import { switches } from '#engine/net/switch.ts';
import type { Transport } from '#engine/net/transport.ts';
import { topology, type Cable } from '#engine/net/topology.ts';
import { World } from '#engine/net/world.ts';
import { RTO_RULES, TCP_DEFAULTS } from '#engine/tcp/config.ts';
import { parseIpv4 } from '#engine/wire/address.ts';
import type { Scenario, Setup } from '#player/model.ts';
import { OVERS, receiversOf, senderOf, type Over } from './names.ts';
import { chosen, type Chosen } from './parameters.ts';

const RATE_BPS = 10_000_000;
/** A port that analysers take for no protocol that they know. */
const PORT = 9000;
/** For documentation (RFC 5771 §9.2 calls 233.252.0.0/24 MCAST-TEST-NET). */
const GROUP = parseIpv4('233.252.0.1')!;
/** Messages as small as these must not wait for each other; the timer is Linux's. */
const CONFIG = { ...TCP_DEFAULTS, nagle: false, rto: RTO_RULES.linux };

/** The messages begin when the handshake is surely over, over UDP too. */
export const planOf = (given: Chosen): Plan => ({
  count: given.messages,
  bytes: given.messageBytes,
  startNs: (3 * given.delayMs + 10) * MILLISECOND,
  intervalNs: given.intervalMs * MILLISECOND,
});

/** Two networks side by side, one host of each kind on each; the scenario's interventions first, then the reader's. */
export function runSetup(setup: Setup, scenarios: readonly Scenario[]): Run<NetEvent> {
  const own = scenarios.find((one) => one.id === setup.scenario)?.interventions ?? [];
  const given = chosen(setup.parameters);
  const plan = planOf(given);
  const net = topology(OVERS.flatMap((over) => cables(over, given, plan.startNs)));
  const addressOf = (name: string) => net.interfacesOf(name)[0]!.address;
  const secret = stream(setup.seed, 'secrets');
  const world = new World({
    seed: setup.seed,
    links: net.links,
    switches: switches(net.switches),
    interventions: [...own, ...setup.interventions].flatMap((one) => onBoth(one, given.receivers)),
    bounds: { horizonNs: 86_400 * SECOND, maxEvents: 400_000 },
    hosts(observe) {
      const several = given.receivers > 1;
      const [udp, tcp] = OVERS.map((over) => receiversOf(over, given.receivers)) as [string[], string[]];
      const playing = (on: Observe, waits: boolean): [Inbox, Playout] => {
        const playout = new Playout(plan, given.bufferMs * MILLISECOND, waits, on);
        return [new Inbox(plan, playout, on), playout];
      };
      const host = (name: string, transport: (on: Observe) => Transport): IpHost =>
        new IpHost({
          name,
          interfaces: net.interfacesOf(name),
          transports: (on) => [transport(on)],
          observe: observe(name),
        });
      const receivers = udp.map((name) => host(name, (on) => new UdpSink(PORT, ...playing(on, false), on)));
      if (several) for (const one of receivers) one.memberships.join(GROUP);
      const group = several ? GROUP : addressOf(udp[0]!);
      const tcpEnd = (name: string): TcpEnd => ({
        name,
        interfaces: net.interfacesOf(name),
        port: PORT,
        observe: observe(name),
        config: CONFIG,
        secret: [secret.below(0x1_0000_0000), secret.below(0x1_0000_0000)],
      });
      return [
        ...receivers,
        host('udp-sender', (on) => new UdpSource(addressOf('udp-sender'), group, PORT, plan, on)),
        ...tcp.map((name) => new TcpReceiver(tcpEnd(name), ...playing(observe(name), true))),
        new TcpSender(tcpEnd('tcp-sender'), tcp.map(addressOf), plan),
      ];
    },
  });
  return world.run();
}

/** What is done to both networks at once is done to each: 'networks', 'receivers' and 'senders' stand for two and more. */
function onBoth(one: Intervention, receivers: number): Intervention[] {
  const targets = (): string[] => {
    if (one.target === 'senders') return OVERS.map(senderOf);
    if (one.target === 'receivers') return OVERS.flatMap((over) => receiversOf(over, receivers));
    if (one.target !== 'networks') return [one.target];
    // The delay is that of the way to each receiver; the cable that is pulled is the sender's
    const last = receivers > 1 && one.act === 'set';
    return OVERS.flatMap((over) =>
      last ? Array.from({ length: receivers }, (_, nth) => `${over}-${nth + 1}`) : [over],
    );
  };
  return targets().map((target) => ({ ...one, target }));
}

/** One receiver hangs on the sender itself; several on a switch between. Each one's way has a weather, the same over UDP and TCP. */
function cables(over: Over, given: Chosen, fromNs: Ns): Cable[] {
  const net = over === 'udp' ? '192.0.2' : '198.51.100';
  const sender = `${senderOf(over)} ${net}.1/24`;
  const receivers = receiversOf(over, given.receivers).map((name, nth) => `${name} ${net}.${10 + nth}/24`);
  const common = { rateBps: RATE_BPS, queueFrames: 1000 };
  const weather = (nth: number) => ({
    ...common,
    drawsAs: `receiver-${nth}`,
    impairments: [
      slots({
        fromNs,
        slotNs: given.intervalMs * MILLISECOND,
        loss: { times: given.lossPercent, of: 100 },
        mostLateNs: given.jitterMs * MILLISECOND,
        twice: { times: given.twicePercent, of: 100 },
      }),
    ],
    backwards: { impairments: [] },
  });
  const delayNs = given.delayMs * MILLISECOND;
  if (receivers.length === 1) return [{ name: over, ends: [sender, receivers[0]!], delayNs, ...weather(0) }];
  return [
    { name: over, ends: [sender, `${over}-switch`], delayNs: 0, ...common },
    ...receivers.map((receiver, nth): Cable => {
      return { name: `${over}-${nth + 1}`, ends: [`${over}-switch`, receiver], delayNs, ...weather(nth) };
    }),
  ];
}
