import { describe, expect, it } from 'vitest';
import { SECOND } from '#engine/kernel/time.ts';
import type { TcpConfig } from '#engine/tcp/config.ts';
import type { ListenRules } from '#engine/tcp/listener.ts';
import type { Tcp } from '#engine/tcp/tcp.ts';
import { FLAG } from '#engine/wire/tcp.ts';
import { bare, carry, crafted, flags, give, header, settle, toB, type Bare } from './bare.ts';
import { bytesOf, PORT } from './pair.ts';

/** A server with one listener, and as many clients on one host as are asked for. */
function setting(backlog: number, rules: Partial<ListenRules> = {}, config: Partial<TcpConfig> = {}) {
  const [client, server] = [bare(config), bare(config, rules)];
  const listener = server.tcp.listen({ address: null, port: PORT, backlog }, 0)!;
  const queues = () => [server.last('synQueue') ?? 0, server.last('acceptQueue') ?? 0];
  return { client, server, listener, queues };
}
const whole = ({ client, server }: { client: Bare; server: Bare }, now = 0) => {
  const id = client.tcp.connect(toB(), now)!;
  settle(client.tcp, server.tcp, now);
  return id;
};
/** SYNs of as many clients that never answer. */
const flood = (server: Tcp, count: number, now = 0) => {
  for (let n = 0; n < count; n += 1)
    give(server, crafted({ flags: FLAG.SYN, seq: n, sourcePort: 2000 + n }), now);
  return server.transmit(now);
};
const discards = ({ said }: Bare) =>
  said.filter(({ kind }) => kind === 'discard').map(({ reason }) => reason);

describe('the two queues of a listener', () => {
  it('hold a connection while its handshake lasts, then until accept', () => {
    const all = setting(8);
    all.client.tcp.connect(toB(), 0);
    carry(all.client.tcp, all.server.tcp, 0);
    expect(all.queues()).toEqual([1, 0]);
    settle(all.client.tcp, all.server.tcp);
    expect(all.queues()).toEqual([0, 1]);
    all.server.tcp.accept(all.listener, 0);
    expect(all.queues()).toEqual([0, 0]);
  });

  it.each([
    [0, 1],
    [1, 2],
    [5, 6],
  ])(
    'a backlog of %i admits %i: Linux asks whether the queue is longer than the backlog',
    (backlog, admitted) => {
      const all = setting(backlog);
      for (let n = 0; n < admitted + 3; n += 1) whole(all);
      expect(all.queues()).toEqual([0, admitted]);
      expect(discards(all.server)).toEqual(Array(3).fill('tcp.discard-accept-queue'));
    },
  );

  it('are bounded by somaxconn, whatever the program asks for', () => {
    const all = setting(100, { somaxconn: 2 });
    for (let n = 0; n < 5; n += 1) whole(all);
    expect(all.queues()).toEqual([0, 3]);
  });

  it('let data in before anybody has accepted', () => {
    const all = setting(8);
    const c = whole(all);
    all.client.tcp.send(c, bytesOf(1, 50), 0);
    settle(all.client.tcp, all.server.tcp);
    const s = all.server.tcp.accept(all.listener, 0)!;
    expect(all.server.tcp.read(s, 0)).toEqual(bytesOf(1, 50));
  });

  it('give a connection that the peer has reset meanwhile, with its data and how it ended', () => {
    const all = setting(8);
    const c = whole(all);
    all.client.tcp.send(c, bytesOf(1, 50), 0);
    settle(all.client.tcp, all.server.tcp);
    all.client.tcp.abort(c, 0);
    settle(all.client.tcp, all.server.tcp);
    const s = all.server.tcp.accept(all.listener, 0)!;
    expect(all.server.tcp.connection(s)).toBeUndefined();
    expect(all.server.tcp.ending(s)).toBe('reset');
    expect(all.server.tcp.read(s, 0)).toEqual(bytesOf(1, 50));
    all.server.tcp.release(s);
    expect(all.server.tcp.ending(s)).toBeUndefined();
  });

  it('tell no program of an attempt that never left the SYN queue, however it ends', () => {
    const all = setting(8, {}, { synAckRetries: 0 });
    flood(all.server.tcp, 3);
    give(all.server.tcp, crafted({ flags: FLAG.RST, seq: 1, sourcePort: 2000 }), 0);
    give(all.server.tcp, crafted({ flags: FLAG.SYN, seq: 100, sourcePort: 2001 }), 0);
    for (let wake = all.server.tcp.nextWake(); wake !== null; wake = all.server.tcp.nextWake())
      all.server.tcp.transmit(wake);
    expect(all.server.tcp.connections).toBe(0);
    expect(all.server.notices).toEqual([]);
    expect(all.server.said.filter(({ kind }) => kind === 'deliver')).toEqual([]);
  });

  it('end with the listener: who waits for accept hears RST, who was half open hears nothing', () => {
    const all = setting(8);
    const c = whole(all);
    flood(all.server.tcp, 1);
    all.server.tcp.unlisten(all.listener, 0);
    expect(flags(carry(all.server.tcp, all.client.tcp, 0))).toEqual(['RST']);
    all.client.tcp.transmit(0);
    expect(all.client.tcp.connection(c)).toBeUndefined();
    expect(all.server.tcp.connections).toBe(0);
    expect(all.server.tcp.nextWake()).toBeNull();
  });
});

describe('an accept queue that fills between SYN and ACK', () => {
  /** Two places, one of them taken, and two handshakes under way: the second ACK comes too late. */
  const late = (rules: Partial<ListenRules>) => {
    const all = setting(1, rules);
    whole(all);
    const ids = [all.client.tcp.connect(toB(), 0)!, all.client.tcp.connect(toB(), 0)!];
    carry(all.client.tcp, all.server.tcp, 0);
    carry(all.server.tcp, all.client.tcp, 0);
    carry(all.client.tcp, all.server.tcp, 0);
    return { ...all, ids };
  };

  it('leaves the client ESTABLISHED and the server in SYN-RECEIVED; the SYN-ACK comes again, and then there may be room', () => {
    const all = late({});
    expect(all.client.tcp.connection(all.ids[1]!)!.state).toBe('ESTABLISHED');
    expect(all.queues()).toEqual([1, 2]);
    expect(all.server.tcp.transmit(0)).toEqual([]);
    expect(all.server.tcp.nextWake()).toBe(SECOND);
    all.server.tcp.accept(all.listener, SECOND);
    const again = carry(all.server.tcp, all.client.tcp, SECOND);
    expect(flags(again)).toEqual(['SYN,ACK']);
    expect(again[0]!.retransmission).toBe(true);
    settle(all.client.tcp, all.server.tcp, SECOND);
    expect(all.queues()).toEqual([0, 2]);
  });

  it('takes data no earlier: what the client sends meanwhile is dropped, and sent again', () => {
    const all = late({});
    all.client.tcp.send(all.ids[1]!, bytesOf(1, 10), 0);
    settle(all.client.tcp, all.server.tcp);
    expect(all.queues()).toEqual([1, 2]);
    all.server.tcp.accept(all.listener, 0);
    settle(all.client.tcp, all.server.tcp, SECOND);
    all.server.tcp.accept(all.listener, SECOND);
    const s = all.server.tcp.accept(all.listener, SECOND)!;
    expect(all.server.tcp.read(s, SECOND)).toEqual(bytesOf(1, 10));
  });

  it('resets the client where tcp_abort_on_overflow says so', () => {
    const all = late({ abortOnOverflow: true });
    expect(flags(carry(all.server.tcp, all.client.tcp, 0))).toEqual(['RST']);
    all.client.tcp.transmit(0);
    expect(all.client.notices.at(-1)).toMatchObject({ id: all.ids[1], what: 'gone', why: 'reset' });
    expect(all.queues()).toEqual([0, 2]);
  });
});

describe('a SYN queue that is full', () => {
  it('drops SYNs without cookies, and forgets the half-open when their SYN-ACK has been sent often enough', () => {
    const all = setting(3, { synCookies: 'never' }, { synAckRetries: 1 });
    expect(flood(all.server.tcp, 10)).toHaveLength(4);
    expect(all.queues()).toEqual([4, 0]);
    expect(discards(all.server)).toEqual(Array(6).fill('tcp.discard-syn-queue-full'));
    for (let wake = all.server.tcp.nextWake(); wake !== null; wake = all.server.tcp.nextWake())
      all.server.tcp.transmit(wake);
    expect(all.queues()).toEqual([0, 0]);
  });

  it('holds three quarters of tcp_max_syn_backlog without cookies', () => {
    const all = setting(1000, { synCookies: 'never', maxSynBacklog: 16 });
    // Dropped where fewer than a quarter, 4, are left: 16 - 13 < 4
    expect(flood(all.server.tcp, 30)).toHaveLength(13);
  });

  it('answers by cookies and keeps nothing: a client gets through a flood', () => {
    const all = setting(3);
    expect(flood(all.server.tcp, 100)).toHaveLength(100);
    expect(all.server.tcp.connections).toBe(4);
    const c = whole(all);
    expect(all.client.tcp.connection(c)!.state).toBe('ESTABLISHED');
    const s = all.server.tcp.accept(all.listener, 0)!;
    all.client.tcp.send(c, bytesOf(3, 20_000), 0);
    all.server.tcp.send(s, bytesOf(4, 20_000), 0);
    settle(all.client.tcp, all.server.tcp);
    expect(all.server.tcp.read(s, 0)).toEqual(bytesOf(3, 20_000));
    expect(all.client.tcp.read(c, 0)).toEqual(bytesOf(4, 20_000));
  });
});

describe('a SYN cookie (RFC 4987 §3.6)', () => {
  it.each([
    [{}, { peerMss: 1460, scaleOn: true, sackOn: true, timestampsOn: true, sndShift: 7 }],
    [{ mss: 1400 }, { peerMss: 1300, scaleOn: true }],
    [{ mss: 500 }, { peerMss: 536 }],
    [
      { windowScale: 3, sackPermitted: false },
      { scaleOn: true, sackOn: false, sndShift: 3 },
    ],
    [{ windowScale: null }, { scaleOn: false, sackOn: true }],
    // Without a timestamp to carry them, the other options are lost
    [{ timestamps: false }, { scaleOn: false, sackOn: false, timestampsOn: false }],
  ])('of a SYN with %o restores %o', (offered, restored) => {
    const [client, server] = [bare(offered), bare({}, { synCookies: 'always' })];
    const listener = server.tcp.listen({ address: null, port: PORT }, 0)!;
    for (const now of [0, 61 * SECOND, 3 * 3600 * SECOND + 63_000_000]) {
      client.tcp.connect(toB(), now);
      settle(client.tcp, server.tcp, now);
      const c = server.tcp.connection(server.tcp.accept(listener, now)!)!;
      expect(c).toMatchObject({ state: 'ESTABLISHED', ...restored });
    }
  });

  it('holds for two minutes and for its own four numbers; any other ACK is answered by RST', () => {
    const server = bare({}, { synCookies: 'always' }).tcp;
    server.listen({ address: null, port: PORT }, 0);
    give(server, crafted({ flags: FLAG.SYN, seq: 7 }), 0);
    const ack = (header(server.transmit(0)[0]!).seq + 1) >>> 0;
    const answers = (fields: object, now: number) => {
      give(server, crafted({ flags: FLAG.ACK, seq: 8, ack, ...fields }), now);
      return flags(server.transmit(now));
    };
    expect(answers({ ack: ack + 4 }, 0)).toEqual(['RST']);
    expect(answers({ seq: 9 }, 0)).toEqual(['RST']);
    expect(answers({ sourcePort: 1001 }, 0)).toEqual(['RST']);
    expect(answers({}, 121 * SECOND)).toEqual(['RST']);
    expect(server.connections).toBe(0);
    expect(answers({}, 119 * SECOND)).toEqual([]);
    expect(server.connections).toBe(1);
  });

  it('is of no use to an ACK of nothing, as long as none was sent', () => {
    const server = bare({}, { synCookies: 'overflow' }).tcp;
    server.listen({ address: null, port: PORT }, 0);
    give(server, crafted({ flags: FLAG.ACK, seq: 8, ack: 9 }), 0);
    expect(flags(server.transmit(0))).toEqual(['RST']);
  });
});

describe('listeners that share a port', () => {
  it('divide what comes by a hash of the four numbers', () => {
    const [client, server] = [bare(), bare()];
    const on = { address: null, port: PORT, shared: true };
    const group = [0, 1, 2, 3].map(() => server.tcp.listen(on, 0)!);
    expect(server.tcp.listen({ address: null, port: PORT }, 0)).toBeUndefined();
    for (let n = 0; n < 400; n += 1) whole({ client, server });
    const counts = group.map((one) => {
      let count = 0;
      while (server.tcp.accept(one, 0) !== undefined) count += 1;
      return count;
    });
    expect(counts.reduce((sum, one) => sum + one, 0)).toBe(400);
    for (const count of counts) expect(count).toBeGreaterThan(60);
  });
});
