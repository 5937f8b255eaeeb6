import { fork, type ChildProcess } from 'node:child_process';
import type { Answer, Given, Read, Wanted } from './messages.ts';

type Made = Exclude<Answer, { error: unknown }>;
interface Waiting {
  readonly done: (made: Made) => void;
  readonly failed: (error: unknown) => void;
}

/** Most of what a page is made of is thrown away with it: a nursery this large (MB) is seldom swept, and little is left in it. */
const YOUNG_MB = 16;
/** glibc (mallopt(3)): heaps for few threads, and whole pages, which are large, handed back as soon as they are let go. */
const FRUGAL = { MALLOC_ARENA_MAX: '2', MALLOC_MMAP_THRESHOLD_: '131072', MALLOC_TRIM_THRESHOLD_: '131072' };

/** A process for each of the names; what has none of them goes where least is to be done. */
export class Workers {
  readonly #processes: ReadonlyMap<string, Process>;

  constructor(names: readonly string[], given: Given) {
    this.#processes = new Map(names.map((name) => [name, new Process(given)]));
  }

  render(name: string, wanted: Wanted): Promise<Made> {
    const idlest = () => [...this.#processes.values()].sort((a, b) => a.waiting.size - b.waiting.size)[0]!;
    return (this.#processes.get(name) ?? idlest()).render(wanted);
  }

  /** What all are to know, before the first page. */
  tell(read: Read): void {
    for (const { child } of this.#processes.values()) child.send(read as object);
  }

  end(): void {
    for (const { child } of this.#processes.values()) child.kill();
  }
}

class Process {
  /** By their addresses. */
  readonly waiting = new Map<string, Waiting>();
  readonly child: ChildProcess;
  #broken: unknown;

  constructor(given: Given) {
    this.child = fork(new URL('./worker.ts', import.meta.url), {
      serialization: 'advanced',
      execArgv: [`--max-semi-space-size=${YOUNG_MB}`],
      env: { ...process.env, ...FRUGAL },
    });
    this.child.send(given);
    this.child.on('message', (answer: Answer) => {
      const { done, failed } = this.waiting.get(answer.url)!;
      this.waiting.delete(answer.url);
      if ('error' in answer) failed(answer.error);
      else done(answer);
    });
    const over = (error: unknown) => {
      this.#broken = error;
      for (const { failed } of this.waiting.values()) failed(error);
    };
    this.child.on('error', over);
    this.child.on('exit', (code, signal) => over(new Error(`a renderer ended with ${code ?? signal}`)));
  }

  render(wanted: Wanted): Promise<Made> {
    return new Promise((done, failed) => {
      if (this.#broken) return failed(this.#broken);
      this.waiting.set(wanted.url, { done, failed });
      this.child.send(wanted);
    });
  }
}
