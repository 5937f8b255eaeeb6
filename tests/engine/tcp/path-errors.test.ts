import { describe, expect, it } from 'vitest';
import { SECOND } from '#engine/kernel/time.ts';
import type { Datagram, PathError } from '#engine/net/transport.ts';
import type { TcpConfig } from '#engine/tcp/config.ts';
import { receiveError } from '#engine/tcp/path-errors.ts';
import type { Tcp } from '#engine/tcp/tcp.ts';
import { bare, carry, flags, give, header, settle, toB } from './bare.ts';
import { bytesOf, PORT } from './pair.ts';

const UNREACHABLE = { net: 0, host: 1, protocol: 2, port: 3, fragmentation: 4 } as const;

/** The ICMP error that a router sends about a datagram: it quotes the IP header and 8 bytes more (RFC 792). */
const about = (one: Datagram, code: number, mtu = 0, type = 3): PathError => ({
  ...{ from: 0xc0000263, type, code, mtu, quotedPayload: one.payload.slice(0, 8) },
  quoted: {
    ...{ dscp: 0, ecn: 0, identification: 0, dontFragment: true, moreFragments: false, fragmentOffset: 0 },
    ...{ ttl: 1, protocol: 6, options: new Uint8Array(0), source: one.source, destination: one.destination },
  },
});
const runOut = (tcp: Tcp): void => {
  for (let wake = tcp.nextWake(); wake !== null; wake = tcp.nextWake()) tcp.transmit(wake);
};

describe('an ICMP error while the connection is opened (RFC 1122 §4.2.3.9)', () => {
  const opening = (config: Partial<TcpConfig> = {}) => {
    const a = bare({ synRetries: 2, ...config });
    a.tcp.connect(toB(1000), 0);
    const [syn] = a.tcp.transmit(0);
    return { a, syn: syn! };
  };
  it.each([
    ['port', 'refused'],
    ['protocol', 'refused'],
  ] as const)('ends it where it is hard: %s unreachable', (code, why) => {
    const { a, syn } = opening();
    receiveError(a.tcp, about(syn, UNREACHABLE[code]), 0);
    expect(a.notices).toEqual([{ of: 'connection', id: 0, what: 'gone', why }]);
  });
  it.each(['net', 'host'] as const)(
    'is remembered where it is soft, and told when nobody answers: %s',
    (code) => {
      const { a, syn } = opening();
      receiveError(a.tcp, about(syn, UNREACHABLE[code]), 0);
      expect(a.notices).toEqual([]);
      runOut(a.tcp);
      expect(a.notices.at(-1)?.why).toBe('unreachable');
    },
  );
  it('is forgotten when the peer answers after all', () => {
    const { a, syn } = opening({ dataRetries: 1 });
    const b = bare();
    b.tcp.listen({ address: null, port: PORT }, 0);
    receiveError(a.tcp, about(syn, UNREACHABLE.host), 0);
    give(b.tcp, syn, 0);
    settle(a.tcp, b.tcp);
    a.tcp.send(0, bytesOf(1, 1), SECOND);
    runOut(a.tcp);
    expect(a.notices.at(-1)?.why).toBe('timeout');
  });
  it('ends it at once where Linux is followed (RFC 5461 §4.1)', () => {
    const { a, syn } = opening({ unreachableEndsOpen: true });
    receiveError(a.tcp, about(syn, UNREACHABLE.host), 0);
    expect(a.notices.at(-1)?.why).toBe('unreachable');
  });
  it('says nothing where it quotes another segment, or too little of it (RFC 5927 §4.1)', () => {
    const { a, syn } = opening();
    const forged = { ...syn, payload: syn.payload.slice() };
    forged.payload[4]! ^= 1;
    receiveError(a.tcp, about(forged, UNREACHABLE.port), 0);
    receiveError(a.tcp, { ...about(syn, UNREACHABLE.port), quotedPayload: syn.payload.slice(0, 7) }, 0);
    expect(a.notices).toEqual([]);
    expect(a.said.filter(({ reason }) => reason === 'tcp.discard-icmp')).toHaveLength(2);
  });
});

describe('an ICMP error about a connection that stands', () => {
  const sending = (bytes: number) => {
    const [a, b] = [bare({ nagle: false }), bare()];
    const listener = b.tcp.listen({ address: null, port: PORT }, 0)!;
    const id = a.tcp.connect(toB(1000), 0)!;
    settle(a.tcp, b.tcp);
    a.tcp.send(id, bytesOf(1, bytes), 0);
    return { a, b, id, atB: b.tcp.accept(listener, 0)!, sent: a.tcp.transmit(0) };
  };
  it.each(Object.values(UNREACHABLE).filter((code) => code !== 4))(
    'ends nothing: code %i (RFC 5927 §5.2)',
    (code) => {
      const { a, id, sent } = sending(100);
      receiveError(a.tcp, about(sent[0]!, code), 0);
      expect(a.tcp.connection(id)?.state).toBe('ESTABLISHED');
    },
  );
  it('"fragmentation needed" makes the segments smaller, and they go out again at once (RFC 1191)', () => {
    const { a, b, id, atB, sent } = sending(3000);
    expect(sent.map((one) => header(one).len)).toEqual([1448, 1448, 104]);
    for (const one of sent.slice(0, 2)) receiveError(a.tcp, about(one, 4, 1000), 0);
    give(b.tcp, sent[2]!, 0);
    // Both that were too large, each in two; not the third, which is on its way
    expect(carry(a.tcp, b.tcp, 0).map((one) => header(one).len)).toEqual([948, 500, 948, 500]);
    carry(b.tcp, a.tcp, 0);
    expect(b.tcp.read(atB, 0)).toEqual(bytesOf(1, 3000));
    expect(a.tcp.connection(id)!.board.size).toBe(0);
  });
  it.each([
    ['a router that does not say how much', 0, 1006 - 52],
    ['one that says nearly nothing, which is believed down to 552', 68, 552 - 52],
    ['one that says more than was sent', 9000, 1448],
  ])('of %s', (_, mtu, length) => {
    const { a, sent } = sending(1448);
    // What is sent now is 1500 bytes long: the next plateau below it is 1492, and below that 1006
    receiveError(a.tcp, about(sent[0]!, 4, mtu), 0);
    if (mtu === 0) receiveError(a.tcp, about(sent[0]!, 4, mtu), 0);
    const again = a.tcp.transmit(mtu === 9000 ? SECOND : 0);
    expect(header(again[0]!).len).toBe(length);
    expect(flags(again)[0]).toContain('ACK');
  });
});
