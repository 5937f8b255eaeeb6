import type { TraceEvent } from '#engine/kernel/trace.ts';
import type { ModelCore, Setup } from '../model.ts';

/** What the worker of a heavy model tells: how far it is, then the run in pieces that are quick to take in, then its end. */
export type Told =
  | { readonly done: number; readonly total: number }
  | { readonly events: readonly TraceEvent[] }
  | { readonly frames: readonly import('#engine/kernel/trace.ts').Frame[] }
  | { readonly endNs: number };

/** Events or frames in one message: taking it in costs the page a few milliseconds. */
const PIECE = 2000;
/** Milliseconds between two messages of progress. */
const TELL_EVERY = 50;

/** The whole of a sandbox's `worker.ts`: one setup in, its run out. Whoever has enough ends the worker. */
export function serve(model: Pick<ModelCore, 'start'>): void {
  const tell = (told: Told) => postMessage(told);
  addEventListener('message', ({ data }: MessageEvent<Setup>) => {
    const job = model.start!(data);
    let told = performance.now();
    while (job.advance()) {
      const now = performance.now();
      if (now - told < TELL_EVERY) continue;
      told = now;
      tell({ done: job.done, total: job.total });
    }
    const { events, frames, endNs } = job.result();
    for (let at = 0; at < events.length; at += PIECE) tell({ events: events.slice(at, at + PIECE) });
    for (let at = 0; at < frames.length; at += PIECE) tell({ frames: frames.slice(at, at + PIECE) });
    tell({ endNs });
  });
}
