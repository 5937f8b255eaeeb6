import type { CurvePoint } from '#engine/cache/curve.ts';
import type { PolicyId } from '#engine/cache/eviction/policy.ts';
import type { Setup } from '#player/model.ts';
import { curveOf, measuredOf, type CurveProgress, type Measured, type Source } from './curve-setup.ts';
import type { CurveNews, CurveOrder } from './curve-worker.ts';
import { laneIds } from './lanes.ts';

/** Requests between two looks at the clock, and how long a slice on the page's own thread may go on. */
const LOOK = 10_000;
const SLICE_MS = 12;
/** Workers at once; a processor with fewer cores has fewer. */
const MOST_WORKERS = 4;
/** Least time between two reports of how far it is: each has the chart drawn anew. A curve that is whole is told at once. */
const BETWEEN_MS = 100;

export interface CurveJob {
  stop(): void;
}

/**
 * Measures the curves of a setup, or of requests, in Workers where the browser gives them (also from disk: their code is
 * a blob), else in slices between which the page can breathe. `tell` is called until `done` is `total`; `fail` at most once.
 */
export function startCurve(
  source: Source,
  tell: (progress: CurveProgress) => void,
  fail: () => void,
): CurveJob {
  let stopped = false;
  const workers = new Set<Worker>();
  const stop = () => {
    stopped = true;
    for (const worker of workers) worker.terminate();
  };

  const inSlices = () => {
    const requests = 'requests' in source ? source.requests : measuredOf(source.setup);
    const curve = curveOf(requests, laneIds);
    const slice = () => {
      if (stopped) return;
      const until = performance.now() + SLICE_MS;
      let more = true;
      while (more && performance.now() < until) more = curve.advance(LOOK);
      tell(progressOf(requests, curve.done, curve.total, curve.points));
      if (more) setTimeout(slice);
    };
    setTimeout(slice);
  };

  const inWorkers = async () => {
    const { default: CurveWorker } = await import('./curve-worker.ts?worker&inline');
    let told = false;
    const hire = (order: CurveOrder, hear: (news: CurveNews, worker: Worker) => void) => {
      if (stopped) return;
      const worker = new CurveWorker();
      workers.add(worker);
      worker.onmessage = ({ data }: MessageEvent<CurveNews>) => {
        told = true;
        if (!stopped) hear(data, worker);
      };
      // a policy that forbids workers says so only here; then nothing has been told yet
      worker.onerror = () => {
        if (stopped) return;
        for (const one of workers) one.terminate();
        if (told) fail();
        else inSlices();
      };
      worker.postMessage(order);
    };
    const news = new Map<PolicyId, { done: number; total: number; points: readonly CurvePoint[] }>();
    let spoke = 0;
    const report = (requests: Measured, each: number, urgent: boolean) => {
      const now = performance.now();
      if (!urgent && now - spoke < BETWEEN_MS) return;
      spoke = now;
      const heard = [...news.values()];
      const done = heard.reduce((sum, one) => sum + one.done, 0);
      const points = heard.flatMap((one) => one.points);
      tell(progressOf(requests, done, each * laneIds.length, points));
    };
    const queue = [...laneIds];
    // plain data: what a page holds may be a proxy, which cannot be sent
    let subject: Source =
      'setup' in source ? { setup: JSON.parse(JSON.stringify(source.setup)) as Setup } : source;
    /** Whoever comes before the requests are there draws them: the first curve waits for one worker only. */
    const next = () => {
      const policy = queue.shift();
      if (policy === undefined) return;
      hire({ policy, ...subject }, (data, worker) => {
        if ('drawn' in data) {
          subject = { requests: data.drawn };
          return others();
        }
        news.set(policy, data);
        const over = data.done === data.total;
        if ('requests' in subject) report(subject.requests, data.total, over);
        if (!over) return;
        worker.terminate();
        workers.delete(worker);
        next();
      });
    };
    const others = () => {
      const hands = Math.min(Math.max(navigator.hardwareConcurrency || 1, 1), MOST_WORKERS);
      for (let hand = 1; hand < hands; hand += 1) next();
    };
    next();
    if ('requests' in subject) others();
  };
  inWorkers().catch(() => {
    if (!stopped) inSlices();
  });
  return { stop };
}

const progressOf = (
  { keys, objects }: Measured,
  done: number,
  total: number,
  points: readonly CurvePoint[],
): CurveProgress => ({ done, total, points, objects, requests: keys.length });
