import { controls } from '../tcp/congestion/registry.ts';
import { SECOND, type Ns } from '../kernel/time.ts';
import type { LinkSetup } from '../net/link.ts';
import { queueOf } from '../net/queues/registry.ts';
import { switches } from '../net/switch.ts';
import { World } from '../net/world.ts';
import { BulkSender, Sink } from '../tcp/bulk.ts';
import { RTO_RULES, TCP_DEFAULTS, type TcpConfig } from '../tcp/config.ts';
import type { Connection } from '../tcp/connection.ts';
import { endOf } from '../tcp/table.ts';
import type { ContestFlow, ContestSetup } from './setup.ts';

const PORT = 9000;
const SINK = 0x0a010001;
const FIRST_SENDER = 0x0a000001;
/** Before the bottleneck, and back from it, nothing waits. */
const AMPLE = { rateBps: 10_000_000_000, queueFrames: 1_000_000 } as const;

/** A flow in its world: whose connection it is. */
export interface Member {
  readonly flow: ContestFlow;
  readonly sender: BulkSender;
  /** Its number among the sender's. */
  readonly nth: number;
}
export interface Network {
  readonly world: World;
  readonly sink: Sink;
  /** The way of the data over it. */
  readonly bottleneck: NonNullable<ReturnType<World['direction']>>;
  /** In the order of the setup. */
  readonly members: readonly Member[];
}

export const connectionOf = ({ sender, nth }: Member): Readonly<Connection> | undefined =>
  sender.connection(nth);

/** Data of a flow that has arrived in order. Bytes. */
export function arrivedOf(member: Member, sink: Sink): number {
  const c = connectionOf(member);
  return c ? (sink.received.get(endOf(member.sender.address, c.tuple.localPort))?.bytes ?? 0) : 0;
}

/**
 * A host for each distance; where there are several, a switch joins them; then the bottleneck, and one host that takes it all. With one
 * distance the bottleneck is the host's own link: fewer hops for the same queue.
 */
export function networkOf(setup: ContestSetup): Network {
  const { flows } = setup;
  // Windows that limit nobody, and the retransmission timer as most servers have it
  const config: TcpConfig = {
    ...TCP_DEFAULTS,
    receiveBufferBytes: 8 << 20,
    rto: RTO_RULES.linux,
    ...setup.config,
  };
  const members = new Map<ContestFlow, Member>();
  const distances = [...new Set(flows.map(({ extraRttNs }) => extraRttNs))];
  const hosts = distances.map((distance, index) => {
    const own = flows
      .filter(({ extraRttNs }) => extraRttNs === distance)
      .sort((a, b) => a.startNs - b.startNs);
    const sender = new BulkSender(
      { name: `sender-${index + 1}`, address: FIRST_SENDER + index, config, secret: [setup.seed, index] },
      own.map(({ startNs, control }) => ({
        to: { address: SINK, port: PORT },
        startNs,
        config: { congestion: controls[control] },
      })),
    );
    own.forEach((flow, nth) => members.set(flow, { flow, sender, nth }));
    return sender;
  });
  const sink = new Sink({ name: 'sink', address: SINK, config, secret: [setup.seed, -1] }, PORT);
  const lone = distances.length === 1 && distances[0] === 0;
  const near = lone ? hosts[0]!.name : 'switch';
  const world = new World({
    seed: setup.seed,
    record: false,
    interventions: setup.interventions ?? [],
    bounds: { horizonNs: setup.forNs + 60 * SECOND, maxEvents: 100_000_000 },
    switches: lone ? [] : switches(['switch']),
    links: [
      bottleneck(setup, near),
      ...(lone ? [] : hosts.map(({ name }, index) => access(name, Math.floor(distances[index]! / 2)))),
    ],
    hosts: () => [...hosts, sink],
  });
  return {
    sink,
    world,
    bottleneck: world.direction('bottleneck', near)!,
    members: flows.map((flow) => members.get(flow)!),
  };
}

/** What makes two flows alike. */
export const groupKey = ({ control, extraRttNs }: ContestFlow): string => `${control}/${extraRttNs}`;

const bottleneck = ({ rateBps, rttNs, queue, loss }: ContestSetup, near: string): LinkSetup => ({
  name: 'bottleneck',
  ends: [near, 'sink'],
  rateBps,
  delayNs: Math.floor(rttNs / 2),
  queueFrames: 0,
  queue: queueOf(queue),
  ...(loss && { loss }),
  backwards: {
    ...AMPLE,
    queue: queueOf({ kind: 'drop-tail', packets: AMPLE.queueFrames }),
    loss: { times: 0, of: 1 },
  },
});
const access = (sender: string, delayNs: Ns): LinkSetup => ({
  name: `access-${sender}`,
  ends: [sender, 'switch'],
  delayNs,
  ...AMPLE,
});
