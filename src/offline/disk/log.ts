/**
 * In the edition for disk this stands in for src/quiz/store/indexed.ts. Firefox gives every file a storage of its own, so pages
 * would not see each other's progress. All of them therefore embed one hidden page (progress.html, `log-frame.ts`), whose storage
 * is always the same, and ask it by messages.
 */
import { merged, type LogEvent } from '#quiz/core/log.ts';
import { memoryStore } from '#quiz/store/memory.ts';
import type { LogStore, Trouble } from '#quiz/store/store.ts';
import { root } from './root.ts';

/** What is asked of the hidden page; it answers with `Answer`, and sends a bare `changed` when another page added something. */
export type Question = { n: number; ask: 'all' } | { n: number; ask: 'append'; events: readonly LogEvent[] };
export interface Answer {
  n: number;
  value: LogEvent[] | number;
  trouble: Trouble | undefined;
}
type Asked = Question extends infer Q ? (Q extends Question ? Omit<Q, 'n'> : never) : never;

/** A browser may refuse the hidden page its storage, or the page itself. */
const PATIENCE_MS = 4000;
let shared: Promise<LogStore> | undefined;

/** One for all islands of a page. */
export const openLog = (): Promise<LogStore> => (shared ??= framed().catch(() => memoryStore('blocked')));

async function framed(): Promise<LogStore> {
  const frame = document.createElement('iframe');
  frame.hidden = true;
  frame.src = `${root}progress.html`;
  const loaded = new Promise((done) => (frame.onload = done));
  document.body.append(frame);
  const waiting = new Map<number, (answer: Answer) => void>();
  const listeners = new Set<() => void>();
  let trouble: Trouble | undefined;
  let n = 0;
  addEventListener('message', ({ source, data }: MessageEvent<Answer | 'changed'>) => {
    if (source !== frame.contentWindow) return;
    if (data === 'changed') for (const listener of listeners) listener();
    else waiting.get(data.n)?.(data);
  });
  const ask = (question: Asked) =>
    new Promise<Answer['value']>((done, failed) => {
      const mine = n++;
      const timer = setTimeout(() => failed(new Error('progress.html does not answer')), PATIENCE_MS);
      waiting.set(mine, (answer) => {
        clearTimeout(timer);
        waiting.delete(mine);
        trouble = answer.trouble;
        done(answer.value);
      });
      // from disk a page's origin is "null", which cannot be named
      frame.contentWindow!.postMessage({ ...question, n: mine }, '*');
    });
  await loaded;
  // what the hidden page cannot take lives as long as this one, as in the log it stands in for
  const beside = memoryStore();
  let last = (await ask({ ask: 'all' })) as LogEvent[];
  return {
    trouble: () => trouble,
    async all() {
      last = (await ask({ ask: 'all' }).catch(() => last)) as LogEvent[];
      return merged(last, await beside.all());
    },
    append: (events) =>
      (ask({ ask: 'append', events }) as Promise<number>).catch(() => {
        trouble = 'broken';
        return beside.append(events);
      }),
    watch(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    // the hidden page serves all islands of this one and goes with it
    close: () => undefined,
  };
}
