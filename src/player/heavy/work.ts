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
/** How long a worker with nothing to do is kept. */
const REST_MS = 30_000;

/**
 * Runs heavy setups in a Worker where the browser gives one (also from disk: its code is a blob), else in slices between
 * which the page can breathe. A worker that has ended its run waits for the next: its code is compiled by then, and a run
 * takes about two thirds of the first one's time.
 */
export class Work {
  readonly #model: ModelCore;
  readonly #spawn: Spawn | undefined;
  #resting: Worker | undefined;
  #rest: ReturnType<typeof setTimeout> | undefined;

  constructor(model: ModelCore, spawn: Spawn | undefined) {
    this.#model = model;
    this.#spawn = spawn;
  }

  /** @returns how to stop it; nothing is told after that */
  start(setup: Setup, tell: Telling): () => void {
    const under = { stopped: false, worker: undefined as Worker | undefined };
    const stop = () => {
      under.stopped = true;
      under.worker?.terminate();
      under.worker = undefined;
    };
    const fail = () => {
      if (under.stopped) return;
      stop();
      tell.fail();
    };
    const inSlices = () => {
      const job = this.#model.start!(setup);
      const slice = () => {
        if (under.stopped) return;
        try {
          const until = performance.now() + SLICE_MS;
          let more = true;
          while (more && performance.now() < until) more = job.advance();
          tell.progress(job.done, job.total);
          if (under.stopped) return;
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
      if (under.stopped) return;
      const worker = this.#rested() ?? new Made();
      under.worker = worker;
      let told = false;
      const events: TraceEvent[] = [];
      const frames: Frame[] = [];
      worker.onmessage = ({ data }: MessageEvent<Told>) => {
        if (under.stopped) return;
        told = true;
        if ('done' in data) tell.progress(data.done, data.total);
        else if ('events' in data) for (const one of data.events) events.push(one);
        else if ('frames' in data) for (const one of data.frames) frames.push(one);
        else {
          under.stopped = true;
          under.worker = undefined;
          this.#keep(worker);
          tell.end({ events, frames, endNs: data.endNs });
        }
      };
      // a policy that forbids the worker says so only here; then nothing has been told yet
      worker.onerror = () => {
        if (under.stopped) return;
        worker.terminate();
        if (told) fail();
        else inSlices();
      };
      // plain data: what a page holds may be a proxy, which cannot be sent
      worker.postMessage(JSON.parse(JSON.stringify(setup)));
    };
    if (this.#spawn) {
      inWorker(this.#spawn).catch(() => {
        if (!under.stopped) inSlices();
      });
    } else inSlices();
    return stop;
  }

  /** Nothing more will be asked for. */
  end(): void {
    this.#rested()?.terminate();
  }

  #keep(worker: Worker): void {
    this.end();
    this.#resting = worker;
    this.#rest = setTimeout(() => this.end(), REST_MS);
  }

  #rested(): Worker | undefined {
    clearTimeout(this.#rest);
    const worker = this.#resting;
    this.#resting = undefined;
    return worker;
  }
}
