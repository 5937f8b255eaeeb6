/** A heavy run in a worker of its own: here the two ends are joined in memory, as the browser joins them. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Frame, Run } from '#engine/kernel/trace.ts';
import { serve } from '#player/heavy/serve.ts';
import { Work, type Spawn } from '#player/heavy/work.ts';
import type { Job, SandboxModel, Setup } from '#player/model.ts';

const setup: Setup = { scenario: 'long', parameters: {}, seed: 1, interventions: [] };
const EVENTS = 5000;

/** Five portions of a thousand events, each with a frame. */
const modelOf = (): SandboxModel => {
  const start = (): Job => {
    const events: Run['events'][number][] = [];
    const frames: Frame[] = [];
    return {
      get done() {
        return events.length;
      },
      total: EVENTS,
      advance() {
        for (let i = 0; i < 1000; i += 1) {
          const n = events.length;
          events.push({ n, at: n, kind: 'tick', where: 'here', reason: 'none' });
          frames.push({
            id: n,
            name: `a/${n}`,
            from: 'a',
            to: 'b',
            sentAt: n,
            bytes: Uint8Array.of(n & 255),
          });
        }
        return events.length < EVENTS;
      },
      result: () => ({ events, frames, endNs: EVENTS }),
    };
  };
  return { start } as unknown as SandboxModel;
};

/** A worker that runs in this thread: what is posted is copied, as between threads, and arrives later. */
function workersOf(model: SandboxModel): {
  spawn: Spawn;
  made: () => number;
  ended: () => number;
  messages: () => number;
} {
  let [made, ended, messages] = [0, 0, 0];
  class Fake {
    onmessage?: (event: { data: unknown }) => void;
    onerror?: () => void;
    #live = true;
    constructor() {
      made += 1;
    }
    postMessage(data: unknown) {
      const globals = globalThis as unknown as Record<string, unknown>;
      const before = { add: globals['addEventListener'], post: globals['postMessage'] };
      let receive: ((event: { data: unknown }) => void) | undefined;
      globals['addEventListener'] = (_: string, listener: typeof receive) => (receive = listener);
      globals['postMessage'] = (told: unknown) => {
        const copy = structuredClone(told);
        messages += 1;
        queueMicrotask(() => this.#live && this.onmessage?.({ data: copy }));
      };
      try {
        serve(model);
        receive!({ data: structuredClone(data) });
      } catch {
        queueMicrotask(() => this.#live && this.onerror?.());
      } finally {
        Object.assign(globals, { addEventListener: before.add, postMessage: before.post });
      }
    }
    terminate() {
      this.#live = false;
      ended += 1;
    }
  }
  return {
    spawn: async () => ({ default: Fake as unknown as new () => Worker }),
    made: () => made,
    ended: () => ended,
    messages: () => messages,
  };
}

afterEach(() => void vi.restoreAllMocks());

describe('a heavy run', () => {
  it('comes out of its worker whole, in pieces that are quick to take in', async () => {
    const { spawn, messages } = workersOf(modelOf());
    const run = await new Promise<Run>((end, fail) =>
      new Work(modelOf(), spawn).start(setup, { progress: () => undefined, end, fail }),
    );
    expect(run.events.map(({ n }) => n)).toEqual(Array.from({ length: EVENTS }, (_, n) => n));
    expect(run.frames.at(-1)!.bytes).toEqual(Uint8Array.of((EVENTS - 1) & 255));
    expect(run.endNs).toBe(EVENTS);
    expect(messages()).toBeGreaterThan(5);
  });

  it('leaves its worker to the next, until there is none for a while', async () => {
    vi.useFakeTimers();
    const { spawn, made, ended } = workersOf(modelOf());
    const work = new Work(modelOf(), spawn);
    const run = () =>
      new Promise<Run>((end, fail) => work.start(setup, { progress: () => undefined, end, fail }));
    const [first, second] = [await run(), await run()];
    expect(second).toEqual(first);
    expect([made(), ended()]).toEqual([1, 0]);
    vi.advanceTimersByTime(60_000);
    expect(ended()).toBe(1);
    await run();
    expect(made()).toBe(2);
    work.end();
    expect(ended()).toBe(2);
    vi.useRealTimers();
  });

  it('does not leave a worker that was stopped on its way', async () => {
    const { spawn, made, ended } = workersOf(modelOf());
    const work = new Work(modelOf(), spawn);
    const told = vi.fn();
    let clock = 0;
    vi.spyOn(performance, 'now').mockImplementation(() => (clock += 100));
    const stop = work.start(setup, { progress: () => stop(), end: told, fail: told });
    await vi.waitFor(() => expect(ended()).toBe(1));
    await new Promise<Run>((end, fail) => work.start(setup, { progress: () => undefined, end, fail }));
    expect([made(), ended()]).toEqual([2, 1]);
    expect(told).not.toHaveBeenCalled();
  });

  it('is run in slices where no worker can be had, and the page breathes between them', async () => {
    const forbidden: Spawn = () => Promise.reject(new Error('no worker here'));
    const seen: number[] = [];
    const run = await new Promise<Run>((end, fail) =>
      new Work(modelOf(), forbidden).start(setup, { progress: (done) => seen.push(done), end, fail }),
    );
    expect(run.events).toHaveLength(EVENTS);
    expect(seen.at(-1)).toBe(EVENTS);
  });

  it('tells nothing more once it is stopped, and its worker is ended', async () => {
    const { spawn, ended } = workersOf(modelOf());
    const told = vi.fn();
    new Work(modelOf(), spawn).start(setup, { progress: told, end: told, fail: told })();
    await new Promise((done) => setTimeout(done, 20));
    expect(told).not.toHaveBeenCalled();
    expect(ended()).toBe(0);
  });
});
