import type { Setup } from '#player/model.ts';
import { curveOf, progressOf, type CurveProgress } from './curve-setup.ts';

/** Requests in one slice on the page's own thread: some milliseconds, on a phone too. */
const SLICE = 60_000;

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
    const curve = curveOf(setup);
    const slice = () => {
      if (stopped) return;
      const more = curve.advance(SLICE);
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
