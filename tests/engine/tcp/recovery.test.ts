import { controls } from '#engine/tcp/congestion/registry.ts';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Run } from '#engine/kernel/trace.ts';
import type { NetEvent, SendEvent } from '#engine/net/events.ts';
import { printRun } from '#engine/net/print.ts';
import type { TcpConfig } from '#engine/tcp/config.ts';
import { MSS, ofSender, SCENARIOS, transfer, type Transfer } from './recovery-runs.ts';

/** Files of tests/vectors/tcp-recovery: a head that says what they show, then what the sender sees and does. GOLDEN=write makes them anew; read the change. */
const folder = join(import.meta.dirname, '../../vectors/tcp-recovery');

describe('golden traces of loss recovery', () => {
  it.each(Object.entries(SCENARIOS))('%s', (id, scenario) => {
    const file = join(folder, `${id}.trace`);
    const golden = readFileSync(file, 'utf8');
    const head = golden
      .split('\n')
      .filter((line) => line.startsWith('#'))
      .join('\n');
    const printed = `${head}\n\n${printRun(ofSender(transfer(scenario)))}`;
    if (process.env['GOLDEN'] === 'write') writeFileSync(file, printed);
    else expect(golden).toBe(printed);
    expect(head.length).toBeGreaterThan(100);
  });
});

const again = ({ events }: Run<NetEvent>) =>
  events.filter(
    (one): one is SendEvent => one.kind === 'send' && one.where === 'sender' && one.retransmission,
  );
/** Which segments were sent again, from 1, and why. */
const resent = (one: Transfer) =>
  again(transfer(one)).map(({ reason, ...event }) => [
    'relSeq' in event ? (event.relSeq - 1) / MSS + 1 : 0,
    reason.replace('tcp.', ''),
  ]);
const updates = (one: Transfer, reason: string) =>
  transfer(one).events.filter((event) => event.reason === reason).length;

describe('what is sent again', () => {
  const newreno = { congestion: controls.newreno, sackPermitted: false } as const;
  const sack = { congestion: controls.newreno } as const;
  it.each<[string, Transfer, (readonly [number, string])[]]>([
    ['nothing, where nothing is lost', { segments: 30, lost: [] }, []],
    ['one loss, by the third duplicate', { segments: 12, lost: [3], config: newreno }, [[3, 'resend-fast']]],
    ['the same with SACK', { segments: 12, lost: [3], config: sack }, [[3, 'resend-fast']]],
    [
      'two losses: the partial acknowledgment shows the second (RFC 6582 §3.2 step 3)',
      { segments: 14, lost: [3, 5], config: newreno },
      [
        [3, 'resend-fast'],
        [5, 'resend-partial'],
      ],
    ],
    [
      'a loss with two segments behind it, and nothing new to send: only the timer finds out',
      { segments: 10, lost: [8], config: sack },
      [[8, 'resend-timeout']],
    ],
    [
      'the last segment: only the timer finds out',
      { segments: 5, lost: [5], config: sack },
      [[5, 'resend-timeout']],
    ],
    [
      'without fast retransmit only the timer finds out; SACK is forgotten (RFC 2018 §8), what comes of it says what is missing',
      { segments: 8, lost: [3], config: { ...sack, fastRetransmit: false } },
      [[3, 'resend-timeout']],
    ],
    [
      'a resent segment that is lost too waits for the timer (RFC 6675 has no other way)',
      { segments: 10, lost: [3, 11], config: sack },
      [
        [3, 'resend-fast'],
        [3, 'resend-timeout'],
      ],
    ],
  ])('%s', (_, scenario, expected) => {
    expect(resent(scenario)).toEqual(expected);
  });
  it('after a timeout is, without SACK, all of the window in order, as slow start opens (RFC 5681 §3.1)', () => {
    const sent = resent({ segments: 6, lost: [3, 4, 5, 6], config: newreno });
    expect(sent.map(([segment]) => segment)).toEqual([3, 4, 5, 6]);
    expect(sent.map(([, reason]) => reason)).toEqual([
      'resend-timeout',
      'resend-after-timeout',
      'resend-after-timeout',
      'resend-after-timeout',
    ]);
  });
});

describe('fast recovery', () => {
  const scenario = (config: Partial<TcpConfig>): Transfer => ({ segments: 16, lost: [2, 4, 6], config });
  it.each([
    ['with SACK', { congestion: controls.newreno }],
    ['by NewReno', { congestion: controls.newreno, sackPermitted: false }],
    ['by CUBIC with SACK', { congestion: controls.cubic }],
  ] as const)('is entered and left once for three losses of one window, %s', (_, config) => {
    expect(updates(scenario(config), 'tcp.third-duplicate-ack')).toBe(1);
    expect(updates(scenario(config), 'tcp.recovered')).toBe(1);
  });
  it('begins by one acknowledgment that reports four segments: IsLost(HighACK + 1) (RFC 6675 §5 (2))', () => {
    const one: Transfer = {
      segments: 12,
      lost: [1],
      lostAcks: [1, 2, 3],
      config: { congestion: controls.newreno },
    };
    expect([updates(one, 'tcp.loss-by-sack'), updates(one, 'tcp.duplicate-ack') > 0]).toEqual([1, true]);
    expect(resent(one)).toEqual([[1, 'resend-fast']]);
  });
  it('lets nothing new out for the first two duplicates without limited transmit (RFC 3042)', () => {
    for (const sackPermitted of [false, true]) {
      const config = { congestion: controls.newreno, initialWindow: 'rfc5681', sackPermitted } as const;
      const one = { segments: 8, lost: [1], config };
      expect(updates(one, 'tcp.send-limited')).toBe(2);
      expect(updates({ ...one, config: { ...config, limitedTransmit: false } }, 'tcp.send-limited')).toBe(0);
    }
  });
});
