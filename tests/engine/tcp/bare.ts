/** TCP by itself, without IP: datagrams are carried by hand, so that a test may keep, alter or lose each. */
import { recordOf } from '#engine/kernel/delta.ts';
import { SECOND } from '#engine/kernel/time.ts';
import type { Observation } from '#engine/net/host.ts';
import type { Datagram } from '#engine/net/transport.ts';
import { TCP_DEFAULTS, type TcpConfig } from '#engine/tcp/config.ts';
import { SYN_COOKIES } from '#engine/tcp/cookie.ts';
import type { ListenRules } from '#engine/tcp/listener.ts';
import { Tcp, type Notice, type TcpSetup } from '#engine/tcp/tcp.ts';
import type { Ipv4Header } from '#engine/wire/ipv4.ts';
import { readTcp } from '#engine/wire/tcp-read.ts';
import { encodeTcp, formatFlags, type TcpHeader } from '#engine/wire/tcp.ts';
import { A, B, PORT } from './pair.ts';

export interface Bare {
  readonly tcp: Tcp;
  readonly notices: Notice[];
  readonly said: Observation[];
  /** Value of a variable, as the trace last said. */
  last(variable: string): unknown;
}

export function bare(
  config: Partial<TcpConfig> = {},
  listening: Partial<ListenRules> = {},
  more: Partial<TcpSetup> = {},
): Bare {
  const notices: Notice[] = [];
  const said: Observation[] = [];
  const tcp = new Tcp({
    config: { ...TCP_DEFAULTS, ...config },
    listening,
    cookies: SYN_COOKIES,
    secret: [1, 2],
    notice: (one) => notices.push(one),
    observe: (_, observation) => said.push(observation),
    ...more,
  });
  const last = (variable: string) =>
    said.flatMap(({ set }) => (set ? [recordOf(set)] : [])).findLast((set) => variable in set)?.[variable];
  return { tcp, notices, said, last };
}

const ipHeader = (source: number, destination: number): Ipv4Header => ({
  ...{ dscp: 0, ecn: 0, identification: 0, dontFragment: true, moreFragments: false, fragmentOffset: 0 },
  ...{ ttl: 64, protocol: 6, options: new Uint8Array(0), source, destination },
});

export const give = (to: Tcp, one: Pick<Datagram, 'source' | 'destination' | 'payload'>, now: number): void =>
  to.receive(ipHeader(one.source, one.destination), one.payload, now);

/** Moves what waits from one to the other; gives it. */
export function carry(from: Tcp, to: Tcp, now: number): readonly Datagram[] {
  const sent = from.transmit(now);
  for (const one of sent) give(to, one, now);
  return sent;
}

/** Carries both ways until neither has anything to say. */
export function settle(a: Tcp, b: Tcp, now = 0): void {
  while (carry(a, b, now).length + carry(b, a, now).length > 0);
}

export const header = ({ source, destination, payload }: Datagram): TcpHeader & { readonly len: number } => {
  const tcp = readTcp(payload, { source, destination });
  return { ...tcp.value!, len: tcp.payload.length };
};
export const flags = (sent: readonly Datagram[]): string[] =>
  sent.map((one) => formatFlags(header(one).flags));

/** A segment made by hand, from A to B unless it says else. */
export function crafted(
  fields: Partial<TcpHeader> & { readonly flags: number },
  data: Uint8Array = new Uint8Array(0),
  source = A,
  destination = B,
): Pick<Datagram, 'source' | 'destination' | 'payload'> {
  const header = {
    sourcePort: 1000,
    destinationPort: PORT,
    seq: 0,
    ack: 0,
    window: 65_535,
    urgent: 0,
    options: [],
  };
  return { source, destination, payload: encodeTcp({ ...header, ...fields }, data, { source, destination }) };
}

export const toB = (port?: number) => ({
  local: { address: A, ...(port !== undefined && { port }) },
  remote: { address: B, port: PORT },
});

/** A connection between two hosts, ESTABLISHED at time 0; both ends begin at `isn`. */
export function connected(config: Partial<TcpConfig> = {}, isn?: number) {
  const start = isn === undefined ? {} : { isn };
  const [a, b] = [bare(config, {}, start), bare(config, {}, start)];
  const listener = b.tcp.listen({ address: null, port: PORT }, 0)!;
  const atA = a.tcp.connect(toB(1000), 0)!;
  settle(a.tcp, b.tcp);
  const atB = b.tcp.accept(listener, 0)!;
  a.notices.length = b.notices.length = 0;
  return { a, b, atA, atB, listener };
}
export const state = ({ tcp }: Bare, id: number) => tcp.connection(id)?.state ?? 'CLOSED';
export const told = ({ notices }: Bare) => notices.map(({ what, why }) => why ?? what);
/** Lets a host alone until nothing is left to do; gives what it sent, and when. */
export function alone({ tcp }: Bare, from = 0): (readonly [number, string])[] {
  const out: (readonly [number, string])[] = [];
  tcp.transmit(from);
  for (let wake = tcp.nextWake(); wake !== null; wake = tcp.nextWake()) {
    const now = wake;
    for (const one of flags(tcp.transmit(now))) out.push([now / SECOND, one]);
    if (out.length > 1000) throw new Error('it goes on for ever');
  }
  return out;
}
