import { describe, expect, it } from 'vitest';
import { SECOND } from '#engine/kernel/time.ts';
import { encodeIpv4, type Ipv4Header } from '#engine/wire/ipv4.ts';
import { readIpv4 } from '#engine/wire/ipv4-read.ts';
import { echo, encodeIcmp, readIcmp } from '#engine/wire/icmp.ts';
import { NO_BYTES } from '#engine/wire/layer.ts';
import { A, at, B, failed, got, ip, Two, waiting } from './two.ts';

describe('a call that waits', () => {
  it('is accept(): until a connection is there', () => {
    const two = new Two();
    const s = got(two.b.socket('SOCK_STREAM', 0, 0));
    got(two.b.bind(s, at(0, 9000), 0));
    got(two.b.listen(s, 5, 0));
    expect(waiting(two.b.accept(s, 0))).toBe(true);
    const stamp = two.b.stamp(s);
    const c = got(two.a.socket('SOCK_STREAM', 0, 0));
    expect(waiting(two.a.connect(c, at(B, 9000), 0))).toBe(true);
    two.run();
    expect(two.b.stamp(s)).toBeGreaterThan(stamp);
    expect([got(two.b.accept(s, two.now)), got(two.a.connect(c, at(B, 9000), two.now))]).toEqual([4, 0]);
  });
  it('is send(): until all of it has found room, part after part', () => {
    const two = new Two({ tcp: { receiveBufferBytes: 20_000 } });
    const { c, k } = two.connected();
    const data = Uint8Array.from({ length: 100_000 }, (_, nth) => nth % 251);
    const read: number[] = [];
    let result = two.a.send(c, data, two.now);
    let turns = 0;
    for (; 'waits' in result && turns < 200; turns += 1) {
      two.run(50);
      const some = two.b.recv(k, 5000, two.now);
      if ('ok' in some) read.push(...some.ok);
      result = two.a.send(c, data, two.now, result.done);
    }
    expect(got(result)).toBe(data.length);
    for (let nth = 0; nth < 100 && read.length < data.length; nth += 1) {
      const some = two.b.recv(k, 5000, two.now);
      if ('ok' in some) read.push(...some.ok);
      two.run(50);
    }
    expect(turns).toBeGreaterThan(5);
    expect(Uint8Array.from(read)).toEqual(data);
  });
  it('is told once in the trace, and once more when it comes back', () => {
    const two = new Two();
    const { c, k } = two.connected();
    two.said.length = 0;
    two.a.recv(c, 10, two.now);
    two.run();
    two.a.recv(c, 10, two.now);
    got(two.b.send(k, Uint8Array.of(1), two.now));
    two.run();
    got(two.a.recv(c, 10, two.now));
    const told = two.said.flatMap((one) =>
      one.kind === 'syscall' && one.call === 'recv' ? [one.outcome] : [],
    );
    expect(told).toEqual(['waits', 'returns']);
  });
  it('ends by SO_RCVTIMEO with EAGAIN', () => {
    const two = new Two();
    const u = got(two.a.socket('SOCK_DGRAM', 0, 0));
    got(two.a.setsockopt(u, 'SO_RCVTIMEO', 2 * SECOND, 0));
    expect(two.a.recvfrom(u, 10, 0)).toEqual({ waits: true, untilNs: 2 * SECOND });
    expect(waiting(two.a.recvfrom(u, 10, SECOND))).toBe(true);
    expect(failed(two.a.recvfrom(u, 10, 2 * SECOND))).toBe('EAGAIN');
  });
  it('is poll(): until something is ready or the time is up', () => {
    const two = new Two();
    const { c, k } = two.connected();
    const asked = [
      { fd: c, events: ['POLLIN'] as const },
      { fd: 99, events: [] },
    ];
    expect(got(two.a.poll(asked, SECOND, two.now))).toEqual([{ fd: 99, events: ['POLLNVAL'] }]);
    const one = asked.slice(0, 1);
    expect(two.a.poll(one, SECOND, two.now)).toEqual({ waits: true, untilNs: two.now + SECOND });
    two.run(1000);
    expect(got(two.a.poll(one, SECOND, two.now))).toEqual([]);
    got(two.b.send(k, Uint8Array.of(1), two.now));
    two.run();
    expect(got(two.a.poll(one, null, two.now))).toEqual([{ fd: c, events: ['POLLIN'] }]);
  });
  it('is close() with SO_LINGER: until the peer has acknowledged everything', () => {
    const two = new Two();
    const { c } = two.connected();
    got(two.a.setsockopt(c, 'SO_LINGER', 5, two.now));
    got(two.a.send(c, new Uint8Array(1000), two.now));
    expect(waiting(two.a.close(c, two.now))).toBe(true);
    expect(two.a.descriptors).toEqual([0, 1, 2]);
    two.run();
    expect(got(two.a.close(c, two.now))).toBe(0);
  });
});

describe('a peer that is gone', () => {
  it('lets connect() end with ETIMEDOUT', () => {
    const two = new Two({ tcp: { synRetries: 2 } });
    two.up = false;
    const c = got(two.a.socket('SOCK_STREAM', 0, 0));
    two.a.connect(c, at(B, 9000), 0);
    two.run(7500);
    expect(failed(two.a.connect(c, at(B, 9000), two.now))).toBe('ETIMEDOUT');
  });
  it('is found out by keepalive: ETIMEDOUT after idle + interval x count', () => {
    const two = new Two();
    const { k } = two.connected();
    for (const [name, value] of [['SO_KEEPALIVE', 1], ['TCP_KEEPIDLE', 10], ['TCP_KEEPINTVL', 5], ['TCP_KEEPCNT', 3]] as const)
      got(two.b.setsockopt(k, name, value, two.now));
    two.up = false;
    two.run(24_000);
    expect(waiting(two.b.recv(k, 10, two.now))).toBe(true);
    two.run(2000);
    expect(failed(two.b.recv(k, 10, two.now))).toBe('ETIMEDOUT');
  }); // prettier-ignore
});

describe('places', () => {
  it('below 1024 are for the privileged, and so are raw sockets', () => {
    const two = new Two({ privileged: false });
    const s = got(two.a.socket('SOCK_STREAM', 0, 0));
    expect(failed(two.a.bind(s, at(0, 80), 0))).toBe('EACCES');
    expect(failed(two.a.socket('SOCK_RAW', 1, 0))).toBe('EPERM');
  });
  it('to which no way leads are ENETUNREACH', () => {
    const two = new Two({ interfaces: [{ address: A, prefixLength: 24 }] });
    const c = got(two.a.socket('SOCK_STREAM', 0, 0));
    expect(failed(two.a.connect(c, at(ip('198.51.100.1'), 80), 0))).toBe('ENETUNREACH');
    const u = got(two.a.socket('SOCK_DGRAM', 0, 0));
    expect(failed(two.a.sendto(u, NO_BYTES, at(ip('198.51.100.1'), 80), 0))).toBe('ENETUNREACH');
  });
  it('that nobody on the segment has end a connect() with EHOSTUNREACH', () => {
    const two = new Two();
    const c = got(two.a.socket('SOCK_STREAM', 0, 0));
    two.a.connect(c, at(ip('192.0.2.99'), 80), 0);
    const [syn] = two.kernels[0].poll(0);
    two.kernels[0].undelivered(syn!, 0);
    expect(failed(two.a.connect(c, at(ip('192.0.2.99'), 80), 0))).toBe('EHOSTUNREACH');
  });
  it('for connections are used up one destination at a time', () => {
    const two = new Two({ ephemeral: [40_000, 40_003] });
    const s = got(two.b.socket('SOCK_STREAM', 0, 0));
    got(two.b.listen(s, 9, 0));
    const { port } = got(two.b.getsockname(s, 0));
    const connect = (to: number) => {
      const c = got(two.a.socket('SOCK_STREAM', 0, 0));
      return failed(two.a.connect(c, at(B, to), 0));
    };
    expect([1, 2, 3, 4, 5].map(() => connect(port))).toEqual([
      'none',
      'none',
      'none',
      'none',
      'EADDRNOTAVAIL',
    ]);
    expect(connect(port + 1)).toBe('none');
  });
});

describe('datagrams for many', () => {
  const GROUP = ip('239.1.2.3');
  it('reach every socket that fits, on hosts that belong to the group', () => {
    const two = new Two();
    const open = (share: boolean) => {
      const u = got(two.b.socket('SOCK_DGRAM', 0, 0));
      if (share) got(two.b.setsockopt(u, 'SO_REUSEADDR', 1, 0));
      got(two.b.bind(u, at(0, 5000), 0));
      return u;
    };
    const [one, other] = [open(true), open(true)];
    const from = got(two.a.socket('SOCK_DGRAM', 0, 0));
    const send = () => (got(two.a.sendto(from, Uint8Array.of(1), at(GROUP, 5000), two.now)), two.run());
    send();
    expect(waiting(two.b.recv(one, 9, two.now))).toBe(true);
    got(two.b.setsockopt(one, 'IP_ADD_MEMBERSHIP', GROUP, two.now));
    expect(failed(two.b.setsockopt(one, 'IP_ADD_MEMBERSHIP', GROUP, two.now))).toBe('EADDRINUSE');
    send();
    expect([one, other].map((u) => got(two.b.recv(u, 9, two.now)).length)).toEqual([1, 1]);
    got(two.b.close(one, two.now));
    send();
    expect(waiting(two.b.recv(other, 9, two.now))).toBe(true);
  });
  it('to all need SO_BROADCAST', () => {
    const two = new Two();
    const u = got(two.a.socket('SOCK_DGRAM', 0, 0));
    expect(failed(two.a.sendto(u, NO_BYTES, at(ip('192.0.2.255'), 9), 0))).toBe('EACCES');
    got(two.a.setsockopt(u, 'SO_BROADCAST', 1, 0));
    expect(got(two.a.sendto(u, NO_BYTES, at(ip('192.0.2.255'), 9), 0))).toBe(0);
  });
});

describe('raw sockets (raw(7))', () => {
  it('get copies with the IP header, beside the protocol itself: ping', () => {
    const two = new Two();
    const r = got(two.a.socket('SOCK_RAW', 1, 0));
    const request = encodeIcmp(echo(7, 1), Uint8Array.of(1, 2, 3));
    got(two.a.sendto(r, request, at(B, 0), 0));
    two.run();
    const reply = readIpv4(got(two.a.recv(r, 2000, two.now)));
    expect(reply.value).toMatchObject({ source: B, destination: A, protocol: 1 });
    expect(readIcmp(reply.payload)).toMatchObject({
      value: { type: 0, rest: 0x70001 },
      payload: Uint8Array.of(1, 2, 3),
    });
  });
  it('see the datagrams of UDP, which UDP gets all the same', () => {
    const two = new Two();
    const r = got(two.b.socket('SOCK_RAW', 17, 0));
    const u = got(two.b.socket('SOCK_DGRAM', 0, 0));
    got(two.b.bind(u, at(0, 5000), 0));
    got(two.a.sendto(got(two.a.socket('SOCK_DGRAM', 0, 0)), Uint8Array.of(9), at(B, 5000), 0));
    two.run();
    expect([got(two.b.recv(r, 2000, two.now)).length, got(two.b.recv(u, 2000, two.now)).length]).toEqual([
      29, 1,
    ]);
  });
  it('with IP_HDRINCL send the header that the program made, length and checksum filled in', () => {
    const two = new Two();
    const r = got(two.a.socket('SOCK_RAW', 255, 0));
    const header: Ipv4Header = {
      ...{
        dscp: 0,
        ecn: 0,
        identification: 77,
        dontFragment: false,
        moreFragments: false,
        fragmentOffset: 0,
      },
      ...{ ttl: 3, protocol: 200, source: 0, destination: B, options: NO_BYTES },
    };
    got(two.a.sendto(r, encodeIpv4(header, Uint8Array.of(5)), at(B, 0), 0));
    const sent = readIpv4(two.kernels[0].poll(0)[0]!);
    expect([sent.fault, sent.value]).toEqual([undefined, { ...header, source: A }]);
  });
  it('stand for a protocol that the host does not have: no "protocol unreachable" then', () => {
    const two = new Two();
    const send = () => {
      got(two.a.sendto(got(two.a.socket('SOCK_RAW', 200, two.now)), Uint8Array.of(1), at(B, 0), two.now));
      const packet = two.kernels[0].poll(two.now)[0]!;
      two.kernels[1].receive(packet, two.now);
      return two.kernels[1].poll(two.now).length;
    };
    expect(send()).toBe(1);
    got(two.b.socket('SOCK_RAW', 200, two.now));
    expect(send()).toBe(0);
  });
});

it('a program that ends leaves nothing open: its listeners are gone, its connections are closed', () => {
  const two = new Two();
  const { c } = two.connected();
  two.b.exit(two.now);
  two.run();
  expect(two.b.descriptors).toEqual([]);
  expect(got(two.a.recv(c, 10, two.now))).toHaveLength(0);
});
