import { expect, it } from 'vitest';
import { queueOf } from '#engine/net/queues/registry.ts';
import { setupOf, type SandboxModel } from '#player/model.ts';
import { tcpConnection } from '#sandboxes/tcp-connection/model.ts';
import { arrowsOf } from '#views/ladder.ts';
import { on, plain, Scripted, worldOf } from '../engine/net/scripted.ts';

it('a corrupted packet is one arrow, marked, that arrives', () => {
  const model = tcpConnection as unknown as SandboxModel;
  const target = 'wire/client>server/0';
  const run = model.run({ ...setupOf(model, 'clean'), interventions: [{ act: 'corrupt', target }] });
  const arrows = arrowsOf(run).filter((arrow) => arrow.name === target);
  expect(arrows).toMatchObject([{ corrupt: true, lost: false }]);
  expect(arrows[0]!.endAt).not.toBeNull();
});

it('a packet that a queue marks is one arrow, no damaged one', () => {
  const queue = queueOf({
    kind: 'codel',
    packets: 1000,
    targetNs: 5e6,
    intervalNs: 20e6,
    mtuBytes: 1514,
    ecn: true,
  });
  const told = Array.from({ length: 200 }, () => ({
    at: 0,
    to: '192.0.2.2',
    bytes: 958,
    header: { ecn: 2 },
  }));
  const hosts = [new Scripted('a', on('192.0.2.1'), told), new Scripted('b', on('192.0.2.2'))];
  const run = worldOf(hosts, { links: [plain('l', 'a', 'b', { queue })] }).run();
  const arrows = arrowsOf(run);
  expect(run.events.some((event) => event.kind === 'tamper' && event.act === 'mark')).toBe(true);
  expect(arrows).toHaveLength(200);
  expect(arrows.every(({ corrupt, lost, endAt }) => !corrupt && !lost && endAt !== null)).toBe(true);
});

it('writes numbers from the start of the stream, or as they stand on the wire', () => {
  const run = tcpConnection.run(setupOf(tcpConnection as unknown as SandboxModel, 'wrap'));
  const label = (as: 'relative' | 'absolute') =>
    arrowsOf(run, as).find((arrow) => arrow.tone === 'data')!.label;
  expect(label('relative')).toContain('seq=1 ack=1 len=1000');
  expect(label('absolute')).toMatch(/seq=4294966797 ack=\d{6,} len=1000/);
});
