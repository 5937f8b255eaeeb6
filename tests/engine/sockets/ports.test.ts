import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { conflicts, EPHEMERAL_RANGES, Ports } from '#engine/sockets/ports.ts';
import { QueueSocket, TcpSocket, type Socket } from '#engine/sockets/socket.ts';
import { parseIpv4 } from '#engine/wire/address.ts';

const ip = (text: string): number => parseIpv4(text)!;
const at = (socket: Socket, address: string, port = 9000): Socket => {
  socket.local = { address: ip(address), port };
  return socket;
};
const tcp = (address: string, reuse: { address?: boolean; port?: boolean } = {}, listens = false): Socket => {
  const socket = new TcpSocket(0, 'p', {
    reuseAddress: reuse.address ?? false,
    reusePort: reuse.port ?? false,
  });
  if (listens) socket.phase = 'listening';
  return at(socket, address);
};

describe('two sockets on one port (socket(7))', () => {
  const A = { address: true };
  const P = { port: true };
  it.each([
    ['the same address', tcp('10.0.0.1'), tcp('10.0.0.1'), true],
    ['two addresses', tcp('10.0.0.1'), tcp('10.0.0.2'), false],
    ['any and one', tcp('0.0.0.0'), tcp('10.0.0.2'), true],
    ['SO_REUSEADDR on one', tcp('10.0.0.1', A), tcp('10.0.0.1'), true],
    ['SO_REUSEADDR on both', tcp('10.0.0.1', A), tcp('10.0.0.1', A), false],
    ['SO_REUSEADDR on both, and one listens', tcp('10.0.0.1', A), tcp('10.0.0.1', A, true), true],
    ['SO_REUSEPORT on one', tcp('10.0.0.1', P), tcp('10.0.0.1'), true],
    ['SO_REUSEPORT on both, and one listens', tcp('10.0.0.1', P), tcp('10.0.0.1', P, true), false],
  ])('%s: in conflict %s', (_, one, other, expected) => expect(conflicts(one, other)).toBe(expected));
});

describe('ephemeral ports', () => {
  it.each(Object.entries(EPHEMERAL_RANGES))('of %s are each given once, then none', (_, range) => {
    const ports = new Ports(range, [3, 4]);
    const given = new Set<number>();
    const size = range[1] - range[0] + 1;
    for (let nth = 0; nth < Math.min(size, 2000); nth += 1) {
      const port = ports.pick([1, 2, 3], 0, (one) => !given.has(one))!;
      expect(port >= range[0] && port <= range[1] && !given.has(port)).toBe(true);
      given.add(port);
    }
    expect(ports.pick([1, 2, 3], 0, () => false)).toBeUndefined();
  });
  it('of any range are found as long as one is left, of the asked parity first', () => {
    const range = fc.tuple(fc.integer({ min: 1024, max: 60_000 }), fc.integer({ min: 0, max: 40 }));
    fc.assert(
      fc.property(
        range,
        fc.array(fc.nat(), { minLength: 1, maxLength: 3 }),
        fc.constantFrom(0 as const, 1 as const),
        ([first, more], words, parity) => {
          const ports = new Ports([first, first + more], [5, 6]);
          const given: number[] = [];
          for (;;) {
            const port = ports.pick(words, parity, (one) => !given.includes(one));
            if (port === undefined) break;
            given.push(port);
          }
          expect(given.toSorted((a, b) => a - b)).toEqual(
            Array.from({ length: more + 1 }, (_, nth) => first + nth),
          );
          const preferred = given.filter((port) => (port - first) % 2 === parity);
          expect(given.slice(0, preferred.length).toSorted()).toEqual(preferred.toSorted());
        },
      ),
    );
  });
  it('begin elsewhere for another destination (RFC 6056 §3.3.4)', () => {
    const firsts = Array.from({ length: 20 }, (_, nth) =>
      new Ports(EPHEMERAL_RANGES.linux, [7, 8]).pick([nth], 0, () => true),
    );
    expect(new Set(firsts).size).toBeGreaterThan(15);
  });
});

it('a datagram socket keeps what fits into its buffer, and counts what does not', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 2000 }), { maxLength: 60 }),
      fc.integer({ min: 2304, max: 30_000 }),
      (sizes, receiveBuffer) => {
        const socket = new QueueSocket(0, 'p', 'udp', 17);
        socket.options = { ...socket.options, receiveBuffer };
        const from = { address: 1, port: 1 };
        const kept = sizes.filter((size) => socket.keep({ from, to: 2, bytes: new Uint8Array(size), at: 0 }));
        expect(socket.drops).toBe(sizes.length - kept.length);
        expect(socket.charged <= receiveBuffer || socket.queue.length === 1).toBe(true);
        for (const size of kept) expect(socket.shift()!.bytes).toHaveLength(size);
        expect(socket.charged).toBe(0);
      },
    ),
  );
});
