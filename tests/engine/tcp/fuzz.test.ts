import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stream, type Stream } from '#engine/kernel/random.ts';
import { MILLISECOND, SECOND } from '#engine/kernel/time.ts';
import type { Observation } from '#engine/net/host.ts';
import { STATES, TRANSITIONS, type TcpState } from '#engine/tcp/states.ts';
import type { TcpStack } from '#engine/tcp/stack.ts';
import { encodeIpv4, PROTOCOL, readIpv4 } from '#engine/wire/ipv4.ts';
import { encodeTcp, readTcp } from '#engine/wire/tcp.ts';
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
  if (state === 'CLOSED') return { id: undefined, seen };
  if (state === 'LISTEN' || state === 'SYN-RECEIVED') {
    target.listen(PORT, 0);
    if (state === 'LISTEN') return { id: undefined, seen };
    peer.connect({ address: A, port: PORT }, 0);
    move(peer, target);
    return { id: 0, seen };
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

const rows = new Set(TRANSITIONS.map((row) => `${row.from} ${row.input} ${row.to}`));

describe.each(STATES)('a host in %s', (state) => {
  it('can be brought there', () => {
    const target = stackAt(A);
    const { id } = bringTo(state, target, stackAt(B));
    if (id !== undefined) expect(target.connection(id)?.state).toBe(state);
  });
  it('survives whatever arrives, within its table and its bounds', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const random = stream(seed, state);
        const states: Observation[] = [];
        const target = stackAt(A, {}, [1, 2], (_, said) => said.kind === 'state' && states.push(said));
        const { id, seen } = bringTo(state, target, stackAt(B));
        let now = 0;
        for (let i = 0; i < 60; i += 1) {
          target.receive(hostile(random, seen), now);
          const out = target.poll(now);
          expect(out.length).toBeLessThanOrEqual(60);
          for (const packet of out)
            expect(readTcp(readIpv4(packet).payload, readIpv4(packet).value!).fault).toBeUndefined();
          seen.push(...out.slice(0, 3));
          if (id !== undefined) target.read(id, now);
          if (random.chance(1, 8)) now = Math.max(now, target.nextWake() ?? now);
          else now += random.below(100) * MILLISECOND;
          expect(target.connections).toBeLessThanOrEqual(200);
        }
        for (const one of states)
          if (one.kind === 'state') expect(rows).toContain(`${one.from} ${one.input} ${one.to}`);
        // Left alone, it comes to rest: no timer asks for the same instant for ever
        for (let i = 0; i < 2000 && target.nextWake() !== null && now < 3 * 3600 * SECOND; i += 1) {
          now = Math.max(now, target.nextWake()!);
          target.poll(now);
        }
        const wake = target.nextWake();
        if (wake !== null) expect(wake).toBeGreaterThan(now);
      }),
      { numRuns: 60 },
    );
  });
});
