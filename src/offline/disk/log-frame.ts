/** The script of progress.html: the real log, for the one page that embeds it (`log.ts`). */
import { isLogEvent } from '#quiz/core/transfer.ts';
import { openLog } from '#quiz/store/indexed.ts';
import type { Answer, Question } from './log.ts';

const log = openLog();
const say = (message: Answer | 'changed') => parent.postMessage(message, '*');

addEventListener('message', async ({ source, data }: MessageEvent<Question>) => {
  if (source !== parent || source === window) return;
  const store = await log;
  const value =
    data.ask === 'append' ? await store.append([...data.events].filter(isLogEvent)) : await store.all();
  say({ n: data.n, value, trouble: store.trouble() });
});
void log.then((store) => store.watch(() => say('changed')));
