import type { Frame, Run, TraceEvent } from '#engine/kernel/trace.ts';
import type { ModelCore, Setup } from '../model.ts';
import type { Told } from './serve.ts';

/** How a heavy run is told of while it goes on. */
export interface Telling {
  progress(done: number, total: number): void;
  /** At most one of these two, once. */
  end(run: Run): void;
  fail(): void;
}

/** A class of workers that `serve` a model; made by the bundler. */
export type Spawn = () => Promise<{ readonly default: new () => Worker }>;

/** How long a slice on the page's own thread may go on. */
const SLICE_MS = 12;

/**
 * Runs a heavy setup in a Worker where the browser gives one (also from disk: its code is a blob), else in slices between
 * which the page can breathe.
 * @returns how to stop it; nothing is told after that
 */
export function startWork(
  model: ModelCore,
  setup: Setup,
  spawn: Spawn | undefined,
  tell: Telling,
): () => void {
  let stopped = false;
  let worker: Worker | undefined;
  const stop = () => {
    stopped = true;
    worker?.terminate();
  };
  const fail = () => {
    if (stopped) return;
    stop();
    tell.fail();
  };
  const inSlices = () => {
    const job = model.start!(setup);
    const slice = () => {
      if (stopped) return;
      try {
        const until = performance.now() + SLICE_MS;
        let more = true;
        while (more && performance.now() < until) more = job.advance();
        tell.progress(job.done, job.total);
        if (stopped) return;
        if (more) setTimeout(slice);
        else tell.end(job.result());
      } catch (error) {
        fail();
        throw error;
      }
    };
    setTimeout(slice);
  };
  const inWorker = async (spawn: Spawn) => {
    const { default: Made } = await spawn();
    if (stopped) return;
    worker = new Made();
    let told = false;
    const events: TraceEvent[] = [];
    const frames: Frame[] = [];
    worker.onmessage = ({ data }: MessageEvent<Told>) => {
      if (stopped) return;
      told = true;
      if ('done' in data) tell.progress(data.done, data.total);
      else if ('events' in data) for (const one of data.events) events.push(one);
      else if ('frames' in data) for (const one of data.frames) frames.push(one);
      else {
        stop();
        tell.end({ events, frames, endNs: data.endNs });
      }
    };
    // a policy that forbids the worker says so only here; then nothing has been told yet
    worker.onerror = () => {
      if (stopped) return;
      worker?.terminate();
      if (told) fail();
      else inSlices();
    };
    // plain data: what a page holds may be a proxy, which cannot be sent
    worker.postMessage(JSON.parse(JSON.stringify(setup)));
  };
  if (spawn) {
    inWorker(spawn).catch(() => {
      if (!stopped) inSlices();
    });
  } else inSlices();
  return stop;
}
