import { expect, it } from 'vitest';
import { setupOf, type SandboxModel } from '#player/model.ts';
import { tcpConnection } from '#sandboxes/tcp-connection/model.ts';
import { arrowsOf } from '#views/ladder.ts';

it('a corrupted packet is one arrow, marked, that arrives', () => {
  const model = tcpConnection as unknown as SandboxModel;
  const target = 'wire/client>server/0';
  const run = model.run({ ...setupOf(model, 'clean'), interventions: [{ act: 'corrupt', target }] });
  const arrows = arrowsOf(run).filter((arrow) => arrow.name === target);
  expect(arrows).toMatchObject([{ corrupt: true, lost: false }]);
  expect(arrows[0]!.endAt).not.toBeNull();
});

it('writes numbers from the start of the stream, or as they stand on the wire', () => {
  const run = tcpConnection.run(setupOf(tcpConnection as unknown as SandboxModel, 'wrap'));
  const label = (as: 'relative' | 'absolute') =>
    arrowsOf(run, as).find((arrow) => arrow.tone === 'data')!.label;
  expect(label('relative')).toContain('seq=1 ack=1 len=1000');
  expect(label('absolute')).toMatch(/seq=4294966797 ack=\d{6,} len=1000/);
});
