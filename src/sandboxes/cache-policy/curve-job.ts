import type { CurvePoint } from '#engine/cache/curve.ts';
import type { PolicyId } from '#engine/cache/eviction/policy.ts';
import type { Setup } from '#player/model.ts';
import { curveOf, measuredOf, type CurveProgress, type Measured } from './curve-setup.ts';
import type { CurveNews, CurveOrder } from './curve-worker.ts';
import { laneIds } from './lanes.ts';

/** Requests between two looks at the clock, and how long a slice on the page's own thread may go on. */
const LOOK = 10_000;
const SLICE_MS = 12;
/** Workers at once; a processor with fewer cores has fewer. */
const MOST_WORKERS = 4;

export interface CurveJob {
  stop(): void;
}

/**
 * Measures the curves of a setup, or of requests that are there already, in Workers where the browser gives them (also from disk: their code is
 * a blob), else in slices between which the page can breathe. `tell` is called until `done` is `total`; `fail` at most once.
 */
export function startCurve(
  source: { readonly setup: Setup } | { readonly requests: Measured },
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
    const dismiss = (worker: Worker) => {
      worker.terminate();
      workers.delete(worker);
    };
    const measure = (requests: Measured) => {
      const queue = [...laneIds];
      const news = new Map<PolicyId, { done: number; points: readonly CurvePoint[] }>();
      let each = 0;
      const next = () => {
        const policy = queue.shift();
        if (policy === undefined) return;
        hire({ policy, requests }, (data, worker) => {
          if ('drawn' in data) return;
          each = data.total;
          news.set(policy, data);
          const heard = [...news.values()];
          const done = heard.reduce((sum, one) => sum + one.done, 0);
          tell(
            progressOf(
              requests,
              done,
              each * laneIds.length,
              heard.flatMap(({ points }) => points),
            ),
          );
          if (data.done < data.total) return;
          dismiss(worker);
          next();
        });
      };
      const hands = Math.min(Math.max(navigator.hardwareConcurrency || 1, 1), MOST_WORKERS);
      for (let hand = 0; hand < hands; hand += 1) next();
    };
    if ('requests' in source) {
      measure(source.requests);
      return;
    }
    // plain data: what a page holds may be a proxy, which cannot be sent
    hire({ draw: JSON.parse(JSON.stringify(source.setup)) as Setup }, (data, worker) => {
      if (!('drawn' in data)) return;
      dismiss(worker);
      measure(data.drawn);
    });
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
