import type { Run } from '#engine/kernel/trace.ts';
import { Work } from './heavy/work.ts';
import type { ModelCore, Setup } from './model.ts';

/** How far a heavy run is. */
export interface Progress {
  readonly done: number;
  readonly total: number;
}

/** Undo, redo and the other branch come back to one of these. */
const KEPT = 4;
/** A slider that is still being moved starts no heavy run. */
const SETTLE_MS = 120;

/** Why a run is not there: it ended in a fault of ours, more would happen than a run may hold, or what it takes could not be fetched. */
export type Failure = 'work-failed' | 'too-much' | 'load-failed';

/**
 * Tells why a run ended before its end. Conditions within their bounds may together lead to more than a run may hold (RunawayError of
 * #engine/kernel/tracer.ts); anything else is a fault of ours, and is thrown on.
 */
export function failed(error: unknown, fail: (why: Failure) => void): void {
  const tooMuch = error instanceof Error && error.name === 'RunawayError';
  fail(tooMuch ? 'too-much' : 'work-failed');
  if (!tooMuch) throw error;
}

/** Runs setups: the quick ones at once, the heavy ones elsewhere. The last few are remembered. */
export class Runs {
  readonly #model: ModelCore;
  readonly #work: Work;
  readonly #known = new Map<string, Run>();
  #stop: (() => void) | undefined;

  constructor(model: ModelCore, work = new Work(model, undefined)) {
    this.#model = model;
    this.#work = work;
  }

  /** A run that was made elsewhere (by the page that opens this player). */
  remember(setup: Setup, run: Run): void {
    const key = JSON.stringify(setup);
    this.#known.delete(key);
    this.#known.set(key, run);
    if (this.#known.size > KEPT) this.#known.delete(this.#known.keys().next().value!);
  }

  /** The run of a setup that is known or quick; undefined where it, or what it takes, has to be waited for. */
  now(setup: Setup): Run | undefined {
    let run = this.#known.get(JSON.stringify(setup));
    if (!run && (this.#model.needs?.(setup) || this.#model.heavy?.(setup))) return undefined;
    run ??= this.#model.run(setup);
    this.remember(setup, run);
    return run;
  }

  /** Runs what is not known of `setups`, one after the other; what was under way is stopped. */
  start(
    setups: readonly Setup[],
    tell: { progress(at: Progress): void; end(): void; fail(why: Failure): void },
  ): void {
    this.stop();
    const heavy = setups.filter((one) => !this.now(one));
    const next = (index: number): void => {
      const setup = heavy[index];
      if (!setup) {
        tell.end();
        return;
      }
      const fetch = this.#model.needs?.(setup);
      if (fetch) {
        let stopped = false;
        this.#stop = () => (stopped = true);
        fetch().then(
          () => stopped || next(index),
          () => stopped || tell.fail('load-failed'),
        );
        return;
      }
      try {
        if (this.now(setup)) return next(index + 1);
      } catch (error) {
        return failed(error, tell.fail);
      }
      this.#stop = this.#work.start(setup, {
        progress: (done, total) =>
          tell.progress({ done: (index + done / Math.max(1, total)) / heavy.length, total: 1 }),
        fail: () => tell.fail('work-failed'),
        end: (run) => {
          this.remember(setup, run);
          next(index + 1);
        },
      });
    };
    const timer = setTimeout(() => next(0), SETTLE_MS);
    this.#stop = () => clearTimeout(timer);
  }

  stop(): void {
    this.#stop?.();
    this.#stop = undefined;
  }
}
