import { Worker } from 'node:worker_threads';
import type { Answer, Given, Read, Wanted } from './messages.ts';

type Made = Exclude<Answer, { error: unknown }>;
interface Waiting {
  readonly done: (made: Made) => void;
  readonly failed: (error: unknown) => void;
}

/** Most of what a page is made of is thrown away with it: a nursery this large (MB) is seldom swept, and little is left in it. */
const YOUNG_MB = 64;

/** A thread for each of the names; what has none of them goes where least is to be done. */
export class Workers {
  readonly #threads: ReadonlyMap<string, Thread>;

  constructor(names: readonly string[], given: Given) {
    this.#threads = new Map(names.map((name) => [name, new Thread(given)]));
  }

  render(name: string, wanted: Wanted): Promise<Made> {
    const idlest = () => [...this.#threads.values()].sort((a, b) => a.waiting.size - b.waiting.size)[0]!;
    return (this.#threads.get(name) ?? idlest()).render(wanted);
  }

  /** What all are to know, before the first page. */
  tell(read: Read): void {
    for (const { worker } of this.#threads.values()) worker.postMessage(read);
  }

  async end(): Promise<void> {
    await Promise.all([...this.#threads.values()].map((one) => one.worker.terminate()));
  }
}

class Thread {
  /** By their addresses. */
  readonly waiting = new Map<string, Waiting>();
  readonly worker: Worker;
  #broken: unknown;

  constructor(given: Given) {
    this.worker = new Worker(new URL('./worker.ts', import.meta.url), {
      workerData: given,
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
    });
    this.worker.on('message', (answer: Answer) => {
      const { done, failed } = this.waiting.get(answer.url)!;
      this.waiting.delete(answer.url);
      if ('error' in answer) failed(answer.error);
      else done(answer);
    });
    this.worker.on('error', (error) => {
      this.#broken = error;
      for (const { failed } of this.waiting.values()) failed(error);
    });
  }

  render(wanted: Wanted): Promise<Made> {
    return new Promise((done, failed) => {
      if (this.#broken) return failed(this.#broken);
      this.waiting.set(wanted.url, { done, failed });
      this.worker.postMessage(wanted);
    });
  }
}
