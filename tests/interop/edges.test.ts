/** The edges of a connection against this machine's kernel: queues, cookies, resets, ports used again, SYNs that cross, silence. */
import { describe, expect, test } from 'vitest';
import { MILLISECOND, SECOND } from '#engine/kernel/time.ts';
import type { Host, Observation } from '#engine/net/host.ts';
import { RTO_RULES, TCP_DEFAULTS, type TcpConfig } from '#engine/tcp/config.ts';
import type { ListenRules } from '#engine/tcp/listener.ts';
import { TcpStack } from '#engine/tcp/stack.ts';
import type { Notice } from '#engine/tcp/tcp.ts';
import { hindrance, joined, KERNEL, OURS, PORT } from './kernel.ts';

const missing = hindrance();
function ours(
  config: Partial<TcpConfig> = {},
  listening: Partial<ListenRules> = {},
  hear: (one: Observation) => void = () => {},
) {
  const notices: Notice[] = [];
  const stack = new TcpStack({
    name: 'ours',
    address: OURS,
    config: { ...TCP_DEFAULTS, rto: RTO_RULES.linux, ...config },
    listening,
    secret: [1, 2],
    notice: (one) => notices.push(one),
    observe: (_, one) => hear(one),
  });
  const ends = () => notices.filter(({ what }) => what === 'gone').map(({ why }) => why);
  return { stack, ends };
}
const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString();

describe.skipIf(missing !== undefined)(
  `at the edges, with the kernel${missing ? ` (skipped: ${missing})` : ''}`,
  () => {
    test.each([0, 1, 3])('a backlog of %i admits as many as the kernel does', async (backlog) => {
      const { stack } = ours();
      stack.listen(PORT, 0, backlog);
      const found = await joined(
        stack,
        { scenario: 'backlog', seconds: 5, backlog, count: backlog + 4 },
        () => {},
      );
      expect(found).toEqual({ ours: backlog + 1, kernel: backlog + 1 });
    });

    test('our SYN cookies stand for a connection with all its options', { timeout: 30_000 }, async () => {
      const { stack } = ours({}, { synCookies: 'always' });
      stack.listen(PORT, 0);
      let id: number | undefined;
      const found = await joined(
        stack,
        { scenario: 'kernel_connects', seconds: 20, bytes: 1_000_000, trouble: { loss: 0.01 } },
        (now) => {
          id ??= stack.accept(now);
          if (id === undefined) return;
          const c = stack.connection(id);
          if (c) expect([c.scaleOn, c.sackOn, c.timestampsOn]).toEqual([true, true, true]);
          const got = stack.read(id, now);
          if (got.length > 0) stack.send(id, got, now);
          if (c?.state === 'CLOSE-WAIT' && !c.finQueued) stack.close(id, now);
        },
      );
      expect(found).toMatchObject({ bytes: 1_000_000, sha256: found['expected'] });
    });

    test('the kernel’s SYN cookies are answered as it wants', { timeout: 30_000 }, async () => {
      const { stack } = ours();
      let id: number | undefined;
      const found = await joined(stack, { scenario: 'cookies', seconds: 20 }, (now, listening) => {
        if (!listening) return;
        if (id === undefined) {
          id = stack.connect({ address: KERNEL, port: PORT }, now)!;
          stack.send(id, new Uint8Array(200_000), now);
        }
        if (stack.connection(id)?.state === 'ESTABLISHED') stack.close(id, now);
        stack.read(id, now);
      });
      expect(found).toMatchObject({ bytes: 200_000 });
    });

    test('a close with data unread is a reset, from the kernel as from us (RFC 9293 §3.6.1)', async () => {
      const theirs = ours();
      theirs.stack.listen(PORT, 0);
      let id: number | undefined;
      await joined(theirs.stack, { scenario: 'unread', seconds: 5 }, (now) => {
        if (id !== undefined) return;
        id = theirs.stack.accept(now);
        if (id !== undefined) theirs.stack.send(id, new Uint8Array(10), now);
      });
      expect(theirs.ends()).toEqual(['reset']);
      const mine = ours();
      mine.stack.listen(PORT, 0);
      let other: number | undefined;
      const found = await joined(mine.stack, { scenario: 'reset', seconds: 5 }, (now) => {
        other ??= mine.stack.accept(now);
        if (other !== undefined && (mine.stack.connection(other)?.inboxBytes ?? 0) > 0)
          mine.stack.tcp.leave(other, now);
      });
      expect(found).toEqual({ errno: 'ECONNRESET' });
    });

    test('a port pair in our TIME-WAIT is used again at once (RFC 6191)', { timeout: 20_000 }, async () => {
      const { stack } = ours();
      stack.listen(PORT, 0);
      let count = 0;
      const found = await joined(stack, { scenario: 'again', seconds: 8 }, (now) => {
        const id = stack.accept(now);
        if (id === undefined) return;
        count += 1;
        stack.send(id, Buffer.from(`nr ${count}`), now);
        stack.close(id, now);
      });
      expect(found).toEqual({ seen: ['nr 1', 'nr 2'], quick: true });
    });

    test('SYNs that cross make one connection (RFC 9293 figure 8)', { timeout: 20_000 }, async () => {
      const { stack } = ours();
      let id: number | undefined;
      let held: Uint8Array | undefined;
      // The kernel's SYN is kept until ours is on its way: only then have both called
      const late: Host = {
        receive(packet, now) {
          if (id !== undefined) return stack.receive(packet, now);
          held = packet;
          id = stack.connect({ address: KERNEL, port: PORT, from: PORT }, now);
        },
        poll(now) {
          const out = stack.poll(now);
          if (held) stack.receive(held, now);
          held = undefined;
          return out;
        },
        nextWake: () => stack.nextWake(),
      };
      const found = await joined(late, { scenario: 'cross', seconds: 8 }, (now) => {
        const got = id === undefined ? '' : text(stack.read(id, now));
        if (got) stack.send(id!, Buffer.from(got.toUpperCase()), now);
      });
      expect(found).toEqual({ got: 'HELLO' });
    });

    test('urgent data ends where the other side says that it ends (RFC 9293 §3.8.5)', async () => {
      const heard: Observation[] = [];
      const { stack } = ours({}, {}, (one) => heard.push(one));
      stack.listen(PORT, 0);
      let id: number | undefined;
      const found = await joined(stack, { scenario: 'urgent', seconds: 5 }, (now) => {
        if (id !== undefined) return;
        id = stack.accept(now);
        if (id !== undefined) stack.tcp.send(id, Buffer.from('xyz?'), now, true);
      });
      // Linux takes the last byte of it out of the stream
      expect(found).toEqual({ oob: '?', rest: 'xyz' });
      expect(heard.filter((one) => one.kind === 'deliver' && one.what === 'urgent')).toMatchObject([
        { bytes: 4 },
      ]);
    });

    test(
      'silence: each answers the other’s keepalives, and nobody gives up',
      { timeout: 20_000 },
      async () => {
        const keepalive = { idleNs: SECOND, intervalNs: 500 * MILLISECOND, probes: 3 };
        const { stack, ends } = ours({ keepalive });
        stack.listen(PORT, 0);
        const found = await joined(stack, { scenario: 'idle', seconds: 8 }, (now) => void stack.accept(now));
        // What ends the wait is the program's own patience, not the connection
        expect(found).toEqual({ errno: 'TimeoutError' });
        expect(ends()).toEqual([]);
      },
    );
  },
);
