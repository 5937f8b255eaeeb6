import { describe, expect, it } from 'vitest';
import { stream, type Stream } from '#engine/kernel/random.ts';
import { MILLISECOND, SECOND } from '#engine/kernel/time.ts';
import type { Observation } from '#engine/net/host.ts';
import type { PathError } from '#engine/net/transport.ts';
import { receiveError } from '#engine/tcp/path-errors.ts';
import { STATES, TRANSITIONS, type TcpState } from '#engine/tcp/states.ts';
import type { TcpStack } from '#engine/tcp/stack.ts';
import { encodeIpv4, PROTOCOL } from '#engine/wire/ipv4.ts';
import { readIpv4 } from '#engine/wire/ipv4-read.ts';
import { encodeTcp } from '#engine/wire/tcp.ts';
import { readTcp } from '#engine/wire/tcp-read.ts';
import { A, B, bytesOf, flipped, PORT, stackAt } from './pair.ts';

/** Brings two stacks through a connection and stops where one of them is in `state`; packets beyond are not delivered. */
function bringTo(
  state: TcpState,
  target: TcpStack,
  peer: TcpStack,
): { id: number | undefined; seen: Uint8Array[] } {
  const seen: Uint8Array[] = [];
  const move = (from: TcpStack, to: TcpStack) => {
    for (const packet of from.poll(0)) {
      seen.push(packet);
      to.receive(packet, 0);
    }
  };
  if (state === 'CLOSED' || state === 'LISTEN' || state === 'SYN-RECEIVED') {
    if (state !== 'CLOSED') target.listen(PORT, 0);
    peer.connect({ address: A, port: PORT }, 0);
    if (state === 'SYN-RECEIVED') move(peer, target);
    else seen.push(...peer.poll(0));
    return { id: state === 'SYN-RECEIVED' ? 0 : undefined, seen };
  }
  peer.listen(PORT, 0);
  const id = target.connect({ address: B, port: PORT }, 0)!;
  if (state === 'SYN-SENT') return { id, seen };
  move(target, peer);
  move(peer, target);
  move(target, peer);
  const other = peer.accept(0)!;
  target.send(id, bytesOf(1, 100), 0);
  move(target, peer);
  move(peer, target);
  const closePeer = () => (peer.close(other, 0), move(peer, target));
  const closeTarget = () => (target.close(id, 0), target.poll(0).forEach((packet) => seen.push(packet)));
  if (state === 'CLOSE-WAIT' || state === 'LAST-ACK') closePeer();
  if (state === 'FIN-WAIT-1' || state === 'LAST-ACK') closeTarget();
  if (state === 'CLOSING') {
    peer.close(other, 0);
    target.close(id, 0);
    const crossing = peer.poll(0);
    target.poll(0);
    crossing.forEach((packet) => target.receive(packet, 0));
  }
  if (state === 'FIN-WAIT-2' || state === 'TIME-WAIT') {
    target.close(id, 0);
    move(target, peer);
    move(peer, target);
    if (state === 'TIME-WAIT') closePeer();
  }
  return { id, seen };
}

/** A packet with right checksums and numbers near those that count, or a damaged one, or noise. */
function hostile(random: Stream, seen: readonly Uint8Array[]): Uint8Array {
  const model = seen[random.below(Math.max(1, seen.length))];
  const kind = random.below(10);
  if (!model || kind === 0) return Uint8Array.from({ length: random.below(120) }, () => random.below(256));
  if (kind === 1) return flipped(model, random);
  if (kind === 2) return model.slice(0, random.below(model.length));
  const ip = readIpv4(model);
  const tcp = readTcp(ip.payload, ip.value!);
  const turned = ip.value!.destination !== A;
  const source = turned ? ip.value!.destination : ip.value!.source;
  const [sourcePort, destinationPort, seq, ack] = turned
    ? [tcp.value!.destinationPort, tcp.value!.sourcePort, tcp.value!.ack, tcp.value!.seq]
    : [tcp.value!.sourcePort, tcp.value!.destinationPort, tcp.value!.seq, tcp.value!.ack];
  const near = (value: number) =>
    (value + [0, 0, 1, -1, 2, 100, 101, 1000, 70_000, random.below(0x1_0000_0000)][random.below(10)]!) >>> 0;
  const header = {
    sourcePort,
    destinationPort: random.chance(9, 10) ? destinationPort : random.below(0x1_0000),
    seq: near(seq),
    ack: near(ack),
    flags: random.chance(1, 2) ? 0x10 : random.below(256),
    window: random.chance(1, 4) ? 0 : random.below(0x1_0000),
    urgent: random.below(2) * 7,
    options: random.chance(1, 2) ? tcp.value!.options : [],
  };
  const addresses = { source, destination: A };
  const segment = encodeTcp(
    header,
    bytesOf(random.below(1000), random.below(3) * random.below(300)),
    addresses,
  );
  return encodeIpv4({ ...ip.value!, ...addresses, protocol: PROTOCOL.tcp }, segment);
}

/** An ICMP error about one of the packets that were seen, or about one that looks like it. */
function rumour(random: Stream, seen: readonly Uint8Array[]): PathError | undefined {
  const model = seen[random.below(Math.max(1, seen.length))];
  if (!model || readIpv4(model).fault) return undefined;
  const ip = readIpv4(random.chance(1, 4) ? flipped(model, random) : model);
  if (!ip.value) return undefined;
  const quotedPayload = ip.payload.slice(0, random.below(12));
  const [type, code] = [[3, 3, 3, 4, 5, 11, 12, 200][random.below(8)]!, random.below(16)];
  return { from: B, type, code, mtu: random.below(2) * random.below(2000), quoted: ip.value, quotedPayload };
}

const rows = new Set(TRANSITIONS.map((row) => `${row.from} ${row.input} ${row.to}`));
/** Without KEEPALIVE_LONG=1 a hundredth of the million: each run gives a host this many packets. */
const PACKETS = 60;
const RUNS = Math.ceil((process.env['KEEPALIVE_LONG'] ? 1_000_000 : 24_000) / PACKETS / STATES.length);
const BACKLOG = 7;

/** One host in `state`, sixty packets and rumours, then silence. Gives what is wrong, if anything. */
function ordeal(state: TcpState, seed: number): string | undefined {
  const random = stream(seed, state);
  const states: Observation[] = [];
  const cookies = ['never', 'overflow', 'always'] as const;
  const synCookies = cookies[random.below(state === 'SYN-RECEIVED' ? 2 : 3)]!;
  const rules = { somaxconn: BACKLOG, synCookies };
  const config = { receiveBufferBytes: 20_000, unreachableEndsOpen: random.chance(1, 2) };
  const target = stackAt(A, config, [1, 2], (_, said) => said.kind === 'state' && states.push(said), rules);
  const { id, seen } = bringTo(state, target, stackAt(B));
  if (id !== undefined && target.connection(id)?.state !== state) return `not in ${state}`;
  const reads = random.chance(1, 2);
  let now = 0;
  for (let i = 0; i < PACKETS; i += 1) {
    const error = random.chance(1, 12) ? rumour(random, seen) : undefined;
    if (error) receiveError(target.tcp, error, now);
    else target.receive(hostile(random, seen), now);
    const out = target.poll(now);
    if (out.length > PACKETS) return `${out.length} packets in answer to one`;
    for (const packet of out) {
      const ip = readIpv4(packet);
      if (ip.fault || readTcp(ip.payload, ip.value!).fault) return 'a faulty packet';
    }
    seen.push(...out.slice(0, 3));
    if (id !== undefined && reads) target.read(id, now);
    const c = id === undefined ? undefined : target.connection(id);
    if (c && c.inboxBytes + c.reassembly.bytes > config.receiveBufferBytes)
      return 'more held than the window';
    // The one of the state, a full SYN queue, a full accept queue
    if (target.connections > 1 + 2 * (BACKLOG + 1)) return `${target.connections} connections`;
    if (random.chance(1, 8)) now = Math.max(now, target.nextWake() ?? now);
    else now += random.below(100) * MILLISECOND;
  }
  for (const one of states)
    if (one.kind === 'state' && !rows.has(`${one.from} ${one.input} ${one.to}`))
      return `${one.from} ${one.input}`;
  // Left alone, it comes to rest: no timer asks for the same instant for ever
  for (let i = 0; i < 2000 && target.nextWake() !== null && now < 3 * 3600 * SECOND; i += 1) {
    now = Math.max(now, target.nextWake()!);
    target.poll(now);
  }
  return (target.nextWake() ?? Infinity) <= now ? 'no rest' : undefined;
}

describe.each(STATES)('a host in %s', (state) => {
  it('survives whatever arrives, within its table and its bounds', () => {
    for (let run = 0; run < RUNS; run += 1) {
      const wrong = ordeal(state, run);
      if (wrong !== undefined) expect.fail(`run ${run}: ${wrong}`);
    }
  }, 600_000);
});
