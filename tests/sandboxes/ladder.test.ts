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
