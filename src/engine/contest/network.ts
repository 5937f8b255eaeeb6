import { controls } from '../tcp/congestion/registry.ts';
import { SECOND, type Ns } from '../kernel/time.ts';
import type { LinkSetup } from '../net/link.ts';
import { World } from '../net/world.ts';
import { BulkSender, Sink } from '../tcp/bulk.ts';
import { RTO_RULES, TCP_DEFAULTS, type TcpConfig } from '../tcp/config.ts';
import type { Connection } from '../tcp/connection.ts';
import { MOST_TOLD_APART, type ContestFlow, type ContestSetup } from './setup.ts';

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
  /** In the order of the setup. */
  readonly members: readonly Member[];
  readonly hosts: readonly BulkSender[];
}

export const connectionOf = ({ sender, nth }: Member): Readonly<Connection> | undefined =>
  sender.connection(nth);

/** Data of a flow that has arrived in order. Bytes. */
export function arrivedOf(member: Member, sink: Sink): number {
  const c = connectionOf(member);
  return c ? (sink.received.get(member.sender.address * 0x10000 + c.tuple.localPort) ?? 0) : 0;
}

/**
 * A host for each flow, or for each group of like flows where there are many; then a switch, the bottleneck, and one host that takes it all.
 */
export function networkOf(setup: ContestSetup): Network {
  const { flows } = setup;
  const groups = new Map<string, ContestFlow[]>();
  flows.forEach((flow, index) => {
    const key = flows.length > MOST_TOLD_APART ? groupKey(flow) : String(index);
    groups.set(key, [...(groups.get(key) ?? []), flow]);
  });
  // Windows that limit nobody, and the retransmission timer as most servers have it
  const config: TcpConfig = {
    ...TCP_DEFAULTS,
    receiveBufferBytes: 8 << 20,
    rto: RTO_RULES.linux,
    ...setup.config,
  };
  const members = new Map<ContestFlow, Member>();
  const hosts = [...groups.values()].map((group, index) => {
    const ordered = [...group].sort((a, b) => a.startNs - b.startNs);
    const sender = new BulkSender(
      {
        name: `sender-${index + 1}`,
        address: FIRST_SENDER + index,
        config: { ...config, congestion: controls[group[0]!.control] },
        secret: [setup.seed, index],
      },
      ordered.map(({ startNs }) => ({ to: { address: SINK, port: PORT }, startNs })),
    );
    ordered.forEach((flow, nth) => members.set(flow, { flow, sender, nth }));
    return sender;
  });
  const sink = new Sink({ name: 'sink', address: SINK, config, secret: [setup.seed, -1] }, PORT);
  const world = new World({
    seed: setup.seed,
    record: false,
    interventions: setup.interventions ?? [],
    bounds: { horizonNs: setup.forNs + 60 * SECOND, maxEvents: 100_000_000 },
    switches: ['switch'],
    links: [
      bottleneck(setup),
      ...hosts.map(({ name }, index) => access(name, extra([...groups.values()][index]!))),
    ],
    hosts: () => [...hosts, sink],
  });
  return { world, sink, hosts, members: flows.map((flow) => members.get(flow)!) };
}

/** What makes two flows alike. */
export const groupKey = ({ control, extraRttNs }: ContestFlow): string => `${control}/${extraRttNs}`;

const extra = (group: readonly ContestFlow[]): Ns => Math.floor(group[0]!.extraRttNs / 2);

const bottleneck = ({ rateBps, rttNs, queue, loss }: ContestSetup): LinkSetup => ({
  name: 'bottleneck',
  ends: ['switch', 'sink'],
  rateBps,
  delayNs: Math.floor(rttNs / 2),
  queueFrames: 0,
  queue,
  ...(loss && { loss }),
  backwards: {
    ...AMPLE,
    queue: { kind: 'drop-tail', packets: AMPLE.queueFrames },
    loss: { times: 0, of: 1 },
  },
});
const access = (sender: string, delayNs: Ns): LinkSetup => ({
  name: `access-${sender}`,
  ends: [sender, 'switch'],
  delayNs,
  ...AMPLE,
});
