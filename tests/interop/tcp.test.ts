/** Our TCP and this machine's kernel, joined by a TUN device: every byte intact both ways, whatever the wire does. */
import { controls } from '#engine/tcp/congestion/registry.ts';
import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { RTO_RULES, TCP_DEFAULTS, type TcpConfig } from '#engine/tcp/config.ts';
import { ecn } from '#engine/tcp/ecn.ts';
import { TcpStack } from '#engine/tcp/stack.ts';
import { hindrance, joined, KERNEL, OURS, PORT, type Trouble } from './kernel.ts';

const missing = hindrance();
const SECONDS = 30;
const stack = (config: Partial<TcpConfig> = {}): TcpStack =>
  new TcpStack({
    name: 'ours',
    address: OURS,
    config: { ...TCP_DEFAULTS, rto: RTO_RULES.linux, ...config },
    secret: [1, 2],
  });

const pattern = (count: number): Buffer =>
  createHash('shake128', { outputLength: count }).update('keepalive').digest();
const sha256 = (bytes: readonly Uint8Array[]): string => {
  const hash = createHash('sha256');
  for (const one of bytes) hash.update(one);
  return hash.digest('hex');
};

/** Opens a connection and leaves all there is to send with it. */
function opened(ours: TcpStack, sent: Uint8Array, now: number): number {
  const id = ours.connect({ address: KERNEL, port: PORT }, now)!;
  ours.send(id, sent, now);
  return id;
}
/** A close before the connection is open would end it (RFC 9293 §3.10.4). */
function closeOnceOpen(ours: TcpStack, id: number, now: number): void {
  if (ours.connection(id)?.state === 'ESTABLISHED') ours.close(id, now);
}

/** What our side is configured with, and what the wire does. */
const wires: readonly (readonly [string, Partial<TcpConfig>, Trouble, number])[] = [
  ['a clean wire', {}, {}, 2_000_000],
  [
    'a clean wire, bare of options',
    { sackPermitted: false, timestamps: false, windowScale: null },
    {},
    1_000_000,
  ],
  ['3 % lost, with SACK', {}, { loss: 0.03 }, 500_000],
  [
    '3 % lost, NewReno without SACK',
    { sackPermitted: false, congestion: controls.newreno },
    { loss: 0.03 },
    300_000,
  ],
  [
    '5 % swapped, 5 % doubled, 1 % altered, 2 % lost',
    {},
    { loss: 0.02, swap: 0.05, double: 0.05, corrupt: 0.01 },
    300_000,
  ],
  ['BBR, 2 % lost', { congestion: controls.bbr }, { loss: 0.02 }, 300_000],
  ['delayed acknowledgments and ECN', { delayedAckNs: 40_000_000, ecn }, { loss: 0.01 }, 500_000],
];

describe.skipIf(missing !== undefined)(
  `joined to the kernel${missing ? ` (skipped: ${missing})` : ''}`,
  () => {
    test.each(wires)(
      'the kernel opens, we echo: %s',
      { timeout: 60_000 },
      async (_, config, trouble, bytes) => {
        const ours = stack(config);
        ours.listen(PORT, 0);
        let id: number | undefined;
        let ended = false;
        const found = await joined(
          ours,
          { scenario: 'kernel_connects', seconds: SECONDS, bytes, trouble },
          (now) => {
            id ??= ours.accept(now);
            if (id === undefined) return;
            const got = ours.read(id, now);
            if (got.length > 0) ours.send(id, got, now);
            if (ours.connection(id)?.state === 'CLOSE-WAIT' && !ended) {
              ended = true;
              ours.close(id, now);
            }
          },
        );
        expect(found).toMatchObject({ bytes, sha256: found['expected'] });
        // RFC 9293 §3.10.7.4: LAST-ACK ends when the kernel acknowledges our FIN
        expect(ours.connections).toBe(0);
      },
    );

    test.each(wires)(
      'we open, the kernel echoes: %s',
      { timeout: 60_000 },
      async (_, config, trouble, bytes) => {
        const ours = stack(config);
        const sent = pattern(bytes);
        const received: Uint8Array[] = [];
        let id: number | undefined;
        const found = await joined(
          ours,
          { scenario: 'kernel_listens', seconds: SECONDS, trouble },
          (now, listening) => {
            if (listening) id ??= opened(ours, sent, now);
            if (id === undefined) return;
            closeOnceOpen(ours, id, now);
            const got = ours.read(id, now);
            if (got.length > 0) received.push(got);
          },
        );
        expect(found).toEqual({ bytes, sha256: sha256([sent]) });
        expect(sha256(received)).toBe(sha256([sent]));
      },
    );

    test('a slow reader: the window closes, is probed, and opens again', { timeout: 60_000 }, async () => {
      const ours = stack();
      const sent = pattern(3_000_000);
      let id: number | undefined;
      const found = await joined(
        ours,
        { scenario: 'kernel_listens', seconds: SECONDS, slow: true },
        (now, listening) => {
          if (listening) id ??= opened(ours, sent, now);
          if (id === undefined) return;
          closeOnceOpen(ours, id, now);
          ours.read(id, now);
        },
      );
      expect(found).toEqual({ bytes: sent.length, sha256: sha256([sent]) });
    });

    test('a port where nobody listens: ECONNREFUSED', { timeout: 30_000 }, async () => {
      expect(await joined(stack(), { scenario: 'refused', seconds: 5 }, () => {})).toEqual({
        errno: 'ECONNREFUSED',
      });
    });

    test('our program aborts: the kernel reads ECONNRESET', { timeout: 30_000 }, async () => {
      const ours = stack();
      ours.listen(PORT, 0);
      let id: number | undefined;
      const found = await joined(ours, { scenario: 'reset', seconds: 5 }, (now) => {
        id ??= ours.accept(now);
        if (id !== undefined && ours.read(id, now).length > 0) ours.abort(id, now);
      });
      expect(found).toEqual({ errno: 'ECONNRESET' });
    });
  },
);
