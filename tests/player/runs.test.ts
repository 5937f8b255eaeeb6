import { expect, it, vi } from 'vitest';
import type { Run } from '#engine/kernel/trace.ts';
import { finished, type Job, type SandboxModel, type Setup } from '#player/model.ts';
import { partedAt } from '#player/parted.ts';
import { Runs } from '#player/runs.ts';

/** Counts to `upTo`, one event each; more than ten is heavy. */
const start = ({ parameters }: Setup): Job => {
  const total = Number(parameters['upTo']);
  const events: Run['events'][number][] = [];
  return {
    get done() {
      return events.length;
    },
    total,
    advance() {
      events.push({ n: events.length, at: events.length, kind: 'count', where: 'here', reason: 'none' });
      return events.length < total;
    },
    result: () => ({ events, frames: [], endNs: total }),
  };
};
const run = vi.fn((setup: Setup) => finished(start(setup)));
const model = {
  heavy: ({ parameters }: Setup) => Number(parameters['upTo']) > 10,
  start,
  run,
} as unknown as SandboxModel;
const upTo = (count: number): Setup => ({
  scenario: 'plain',
  parameters: { upTo: count },
  seed: 1,
  interventions: [],
});

it('a quick setup is run at once, and not a second time', () => {
  const runs = new Runs(model);
  expect(runs.now(upTo(3))!.events).toHaveLength(3);
  expect(runs.now(upTo(3))).toBe(runs.now(upTo(3)));
  expect(run).toHaveBeenCalledTimes(1);
});

it('heavy ones tell how far they are, one after the other, and are there in the end', async () => {
  const runs = new Runs(model);
  const asked = [upTo(50), upTo(60), upTo(5)];
  const seen: number[] = [];
  expect(runs.now(asked[0]!)).toBeUndefined();
  await new Promise<void>((end, fail) =>
    runs.start(asked, { progress: ({ done, total }) => seen.push(done / total), end, fail }),
  );
  expect(asked.map((one) => runs.now(one)!.events.length)).toEqual([50, 60, 5]);
  expect(seen).toEqual([...seen].sort((a, b) => a - b));
  expect(seen.at(-1)).toBe(1);
});

it('one that is stopped tells nothing more', async () => {
  const runs = new Runs(model);
  const end = vi.fn();
  runs.start([upTo(99)], { progress: () => runs.stop(), end, fail: end });
  await new Promise((done) => setTimeout(done, 300));
  expect(end).not.toHaveBeenCalled();
});

it('two runs part at the first event that differs, or where one ends', () => {
  const three = run(upTo(3));
  const changed = {
    ...three,
    events: three.events.map((one) => (one.n === 1 ? { ...one, where: 'there' } : one)),
  };
  expect(partedAt(three, run(upTo(3)))).toBeUndefined();
  expect(partedAt(three, changed)).toBe(1);
  expect(partedAt(three, run(upTo(5)))).toBe(3);
});
