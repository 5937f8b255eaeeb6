/** A host with sockets of every kind under a rain of made-up and mutated packets (KEEPALIVE_LONG=1: a million of them). */
import { describe, expect, it } from 'vitest';
import { stream } from '#engine/kernel/random.ts';
import { MILLISECOND } from '#engine/kernel/time.ts';
import { encodeIcmp, unreachable } from '#engine/wire/icmp.ts';
import { encodeIpv4, type Ipv4Header } from '#engine/wire/ipv4.ts';
import { NO_BYTES } from '#engine/wire/layer.ts';
import { encodeTcp } from '#engine/wire/tcp.ts';
import { encodeUdp } from '#engine/wire/udp.ts';
import { A, at, B, got, ip, Two } from './two.ts';

const PACKETS = process.env['KEEPALIVE_LONG'] ? 1_000_000 : 5000;
const STATES = new Set(
  'CLOSED LISTEN SYN-SENT SYN-RECEIVED ESTABLISHED FIN-WAIT-1 FIN-WAIT-2 CLOSE-WAIT CLOSING LAST-ACK TIME-WAIT'.split(
    ' ',
  ),
);

describe('a host under a rain of packets', () => {
  it.each([1, 2, 3])(
    'neither throws nor grows, and stays within its tables: seed %i',
    { timeout: 600_000 },
    (seed) => {
      const two = new Two();
      const random = stream(seed, 'rain');
      const { c, k } = two.connected();
      const u = got(two.b.socket('SOCK_DGRAM', 0, two.now));
      got(two.b.bind(u, at(0, 5000), two.now));
      got(two.b.socket('SOCK_RAW', 17, two.now));
      got(two.b.socket('SOCK_RAW', 1, two.now));
      const { port } = got(two.a.getsockname(c, two.now));
      two.said.length = 0;
      const kernel = two.kernels[1];
      const pick = <T>(...from: readonly T[]): T => from[random.below(from.length)]!;
      const make = (): Uint8Array => {
        const header: Ipv4Header = {
          ...{
            dscp: 0,
            ecn: random.below(4),
            identification: random.below(8),
            dontFragment: random.chance(1, 2),
          },
          ...{
            moreFragments: random.chance(1, 6),
            fragmentOffset: random.chance(1, 6) ? random.below(200) : 0,
          },
          ...{
            ttl: 64,
            protocol: pick(1, 6, 6, 6, 17, 17, 99),
            source: pick(A, A, A, ip('198.51.100.7'), 0, ip('224.0.0.1')),
          },
          ...{
            destination: pick(B, B, B, B, ip('192.0.2.255'), ip('239.1.1.1'), ip('127.0.0.1')),
            options: NO_BYTES,
          },
        };
        const payload = new Uint8Array(random.below(200));
        if (header.protocol === 17)
          return encodeIpv4(
            header,
            encodeUdp(
              { sourcePort: random.below(65_536), destinationPort: pick(5000, 5000, 7), checksummed: true },
              payload,
              header,
            ),
          );
        if (header.protocol === 1)
          return encodeIpv4(
            header,
            random.chance(1, 2)
              ? payload
              : encodeIcmp(
                  unreachable(random.below(16), random.below(2000)),
                  encodeIpv4(
                    {
                      ...header,
                      source: B,
                      destination: A,
                      protocol: pick(6, 17),
                      moreFragments: false,
                      fragmentOffset: 0,
                    },
                    payload,
                  ),
                ),
          );
        const connection = kernel.tcp.connection(0);
        const near = (value: number) => (value + random.below(2000) - 1000) >>> 0;
        const tcp = {
          ...{
            sourcePort: pick(port, port, random.below(65_536)),
            destinationPort: pick(9000, 9000, 9000, 5000),
          },
          ...{
            seq: near(connection?.rcvNxt ?? 0),
            ack: near(connection?.sndNxt ?? 0),
            flags: random.below(64),
          },
          ...{ window: random.below(65_536), urgent: 0, options: [] },
        };
        return encodeIpv4(header, header.protocol === 6 ? encodeTcp(tcp, payload, header) : payload);
      };
      for (let nth = 0; nth < PACKETS; nth += 1) {
        const packet = make();
        if (random.chance(1, 4)) packet[random.below(packet.length)]! ^= 1 << random.below(8);
        kernel.receive(
          random.chance(1, 10) ? packet.subarray(0, random.below(packet.length + 1)) : packet,
          two.now,
        );
        kernel.poll(two.now);
        two.now += random.below(3) * MILLISECOND;
        if (random.chance(1, 50)) two.b.recv(pick(u, k), 100, two.now);
        if (random.chance(1, 200)) two.b.send(k, new Uint8Array(10), two.now);
        two.said.length = 0;
      }
      for (const connection of kernel.tcp.all()) expect(STATES).toContain(connection.state);
      expect(kernel.tcp.connections).toBeLessThan(2000);
      for (const socket of kernel.table.all)
        if (socket.kind !== 'tcp')
          expect(socket.charged).toBeLessThanOrEqual(socket.options.receiveBuffer + 70_000);
      // What waits is over in the end: no timer is left that fires for ever
      let turns = 0;
      for (
        let wake = kernel.nextWake();
        wake !== null && turns < 100_000;
        wake = kernel.nextWake(), turns += 1
      )
        kernel.poll(Math.max(two.now, wake));
      expect(turns).toBeLessThan(100_000);
    },
  );
});
