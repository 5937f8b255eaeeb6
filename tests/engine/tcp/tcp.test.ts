import { describe, expect, it } from 'vitest';
import { SECOND } from '#engine/kernel/time.ts';
import { bare, settle } from './bare.ts';
import { A, B, bytesOf, PORT } from './pair.ts';

const to = (address: number, port = PORT) => ({ local: { address: A }, remote: { address, port } });

describe('what a program is told', () => {
  it('is what it would wait for, of the listener or connection that it waits for', () => {
    const [client, server] = [bare(), bare()];
    const listener = server.tcp.listen({ address: null, port: PORT }, 0)!;
    const c = client.tcp.connect(to(B), 0)!;
    settle(client.tcp, server.tcp);
    expect(client.notices).toEqual([{ of: 'connection', id: c, what: 'established' }]);
    expect(server.notices.at(-1)).toEqual({ of: 'listener', id: listener, what: 'acceptable' });
    const s = server.tcp.accept(listener, 0)!;
    client.notices.length = server.notices.length = 0;
    client.tcp.send(c, bytesOf(1, 10), 0);
    client.tcp.close(c, 0);
    settle(client.tcp, server.tcp);
    expect(server.notices.map(({ what }) => what)).toEqual(['readable', 'end']);
    expect(client.notices.map(({ what }) => what)).toEqual(['writable']);
    server.tcp.close(s, 0);
    settle(client.tcp, server.tcp);
    expect(server.notices.at(-1)).toEqual({ of: 'connection', id: s, what: 'gone', why: 'closed' });
  });
});

describe('a host with several addresses', () => {
  it('gives a SYN to the listener of its address before the one of any address', () => {
    const [client, server] = [bare().tcp, bare().tcp];
    const any = server.listen({ address: null, port: PORT }, 0)!;
    const specific = server.listen({ address: B, port: PORT }, 0)!;
    expect(server.listen({ address: B, port: PORT }, 0)).toBeUndefined();
    client.connect(to(B), 0);
    client.connect(to(B + 1), 0);
    settle(client, server);
    const [one, other] = [server.accept(specific, 0)!, server.accept(any, 0)!];
    expect(server.connection(one)!.tuple.localAddress).toBe(B);
    expect(server.connection(other)!.tuple.localAddress).toBe(B + 1);
    expect(server.accept(any, 0)).toBeUndefined();
  });
});

describe('ports that the stack picks', () => {
  it('run out for one peer while another can still be reached: it is the four numbers that must differ', () => {
    const { tcp } = bare({}, {}, { ephemeral: [50_000, 50_002] });
    const ids = [1, 2, 3, 4].map(() => tcp.connect(to(B), 0));
    expect(ids).toEqual([0, 1, 2, undefined]);
    expect(tcp.connect(to(B, PORT + 1), 0)).toBe(3);
    expect(tcp.connect(to(B + 1), 0)).toBe(4);
  });
});

it('waits with ten thousand connections at the cost of one', () => {
  const [client, server] = [bare().tcp, bare().tcp];
  const listener = server.listen({ address: null, port: PORT }, 0)!;
  for (let n = 0; n < 10_000; n += 1) {
    client.connect(to(B + (n >> 13)), 0);
    settle(client, server);
    server.accept(listener, 0);
  }
  expect([client.connections, server.connections]).toEqual([10_000, 10_000]);
  // Idle: nothing is due, nothing is sent
  expect([client.nextWake(), server.nextWake()]).toEqual([null, null]);
  expect(server.transmit(SECOND)).toEqual([]);
});
