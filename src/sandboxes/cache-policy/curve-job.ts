import type { Curve } from '#engine/cache/curve.ts';
import type { Setup } from '#player/model.ts';
import { curveOf, progressOf, type CurveProgress } from './curve-setup.ts';

/** Requests between two looks at the clock, and how long a slice on the page's own thread may go on. */
const LOOK = 10_000;
const SLICE_MS = 12;

export interface CurveJob {
  stop(): void;
}

/**
 * Measures the curves of a setup, in a Worker where the browser gives one (also from disk: its code is a blob), else in
 * slices between which the page can breathe. `tell` is called until `done` is `total`; `fail` at most once.
 */
export function startCurve(
  setup: Setup,
  tell: (progress: CurveProgress) => void,
  fail: () => void,
): CurveJob {
  let stopped = false;
  let worker: Worker | undefined;
  const inSlices = () => {
    let curve: Curve | undefined;
    const slice = () => {
      if (stopped) return;
      // the first slice only prepares
      const prepared = curve !== undefined;
      curve ??= curveOf(setup);
      const more = prepared ? advanceFor(curve) : true;
      tell(progressOf(curve));
      if (more) setTimeout(slice);
    };
    setTimeout(slice);
  };
  const start = async () => {
    const { default: CurveWorker } = await import('./curve-worker.ts?worker&inline');
    if (stopped) return;
    worker = new CurveWorker();
    let told = false;
    worker.onmessage = ({ data }: MessageEvent<CurveProgress>) => {
      told = true;
      tell(data);
      if (data.done === data.total) worker?.terminate();
    };
    // A policy that forbids the worker says so only here; then nothing has been told yet.
    worker.onerror = () => {
      worker?.terminate();
      if (stopped) return;
      if (told) fail();
      else inSlices();
    };
    // plain data: what a page holds may be a proxy, which cannot be sent
    worker.postMessage(JSON.parse(JSON.stringify(setup)));
  };
  start().catch(() => {
    if (!stopped) inSlices();
  });
  return {
    stop() {
      stopped = true;
      worker?.terminate();
    },
  };
}

/** True while there is more to do. */
function advanceFor(curve: Curve): boolean {
  const until = performance.now() + SLICE_MS;
  let more = true;
  while (more && performance.now() < until) more = curve.advance(LOOK);
  return more;
}
