import { stream } from '../kernel/random.ts';
import { MILLISECOND, SECOND, type Ns } from '../kernel/time.ts';
import type { Intervention, Run } from '../kernel/trace.ts';
import type { NetEvent } from '../net/events.ts';
import type { LinkSetup } from '../net/link.ts';
import { World } from '../net/world.ts';
import type { Ipv4 } from '../wire/address.ts';
import { RTO_RULES, TCP_DEFAULTS } from '../tcp/config.ts';
import { REQUEST_FIELDS } from './fields.ts';
import { ProgramHost } from './host.ts';
import { jobOf, type Job, type JobId } from './job.ts';
import { Server } from './server.ts';
import { Users } from './users.ts';
import { clientOf, serverOf, waysOf, type Way } from './ways.ts';

export interface WaysSetup {
  readonly job: JobId;
  readonly users: number;
  readonly messages: number;
  readonly intervalNs: Ns;
  readonly messageBytes: number;
  readonly files: number;
  readonly fileBytes: number;
  readonly pollNs: Ns;
  readonly fields: keyof typeof REQUEST_FIELDS;
  readonly delayNs: Ns;
  readonly rateBps: number;
  readonly lossPercent: number;
  readonly seed: number;
  readonly interventions: readonly Intervention[];
  /** Only these of the ways; all that the job has where it is not said. */
  readonly only?: readonly Way[];
}

/** A program writes at once what it has (TCP_NODELAY), and its timer is Linux's. */
const CONFIG = { ...TCP_DEFAULTS, nagle: false, rto: RTO_RULES.linux };
/** How long is looked on after everybody has hung up; TIME-WAIT lasts longer. */
const AFTERWARDS: Ns = SECOND;
const LONGEST: Ns = 3600 * SECOND;

/** 10.0.0.0 (RFC 1918 §3): of way n 10.0.n.0/24, where its users are .10 and its server .80. */
const NETWORKS: Ipv4 = 0x0a000000;

/** When the first message may come: every connection that is to last is open by then. */
export const startOf = ({ delayNs }: Pick<WaysSetup, 'delayNs'>): Ns => 6 * delayNs + 20 * MILLISECOND;

export const jobFor = (setup: WaysSetup): Job => jobOf({ ...setup, id: setup.job, startNs: startOf(setup) });

/** The same job done in every way at once: each has a network, a server and a machine of users to itself, and all networks are alike. */
export function runWays(setup: WaysSetup): Run<NetEvent> {
  const job = jobFor(setup);
  const ways = waysOf(setup.job).filter((way) => setup.only?.includes(way) ?? true);
  const links = ways.map((way): LinkSetup => ({
    name: way,
    ends: [clientOf(way), serverOf(way)],
    rateBps: setup.rateBps,
    delayNs: setup.delayNs,
    queueFrames: 1000,
    loss: { times: setup.lossPercent, of: 100 },
  }));
  const secrets = stream(setup.seed, 'secrets');
  const users: Users[] = [];
  const world = new World({
    seed: setup.seed,
    links,
    interventions: setup.interventions,
    bounds: { horizonNs: 2 * LONGEST, maxEvents: 400_000 },
    hosts: (observe) =>
      ways.flatMap((way, nth) => {
        const server = { address: NETWORKS + nth * 256 + 80, port: 80 };
        const host = (name: string, address: Ipv4) => ({
          name,
          address,
          server,
          config: CONFIG,
          secret: [secrets.below(0x1_0000_0000), secrets.below(0x1_0000_0000)] as const,
          observe: observe(name),
        });
        const fields = REQUEST_FIELDS[setup.fields];
        const start = { startNs: startOf(setup), pollNs: setup.pollNs, seed: setup.seed };
        const program = new Users({ way, job, fields, ...start });
        users.push(program);
        return [
          new ProgramHost(host(clientOf(way), NETWORKS + nth * 256 + 10), program),
          new ProgramHost(host(serverOf(way), server.address), new Server(way, job)),
        ];
      }),
  });
  let now: Ns = 0;
  while (now < LONGEST && world.advance(now) && !users.every(({ done }) => done)) now += 10 * MILLISECOND;
  return world.run(now + AFTERWARDS);
}
