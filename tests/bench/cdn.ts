/** A million requests over twenty edges, three shields and the origin: the CDN sandbox's largest scenario, at its upper bound. */
import { finished, setupOf, type SandboxModel, type Setup } from '#player/model.ts';
import { cdn } from '#sandboxes/cdn/model.ts';
import { start } from '#sandboxes/cdn/run.ts';
import { processed } from './measure.ts';

const RUNS = 5;

export function benchCdn(): void {
  const base = setupOf(cdn as unknown as SandboxModel, 'whole-world');
  const setup: Setup = {
    ...base,
    parameters: { ...base.parameters, requests: 1_000_000, perSecond: 10_000 },
  };
  const runs = Array.from({ length: RUNS }, () => processed(() => finished(start(setup)).events));
  const [first] = runs;
  const median = runs.map(({ own }) => own).sort((a, b) => a - b)[RUNS >> 1]!;
  const figures = first!.result.findLast(({ kind }) => kind === 'sample')!.set!;
  console.log(
    `cdn, 1,000,000 requests over 20 edges, seconds of processor time: ${first!.own.toFixed(2)} in the first run ` +
      `(${first!.all.toFixed(2)} with the threads that compile and collect), ${median.toFixed(2)} in the middle of ${RUNS}; ` +
      `hit ratio ${(Number(figures['hits']) / 1e6).toFixed(3)}, ${Number(figures['originRequests'])} requests at the origin`,
  );
}
