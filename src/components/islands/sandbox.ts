import { isLanguage } from '#i18n/languages.ts';
import { comeAlive } from '#player/come-alive.ts';
import { loadRoom } from '#sandboxes/rooms.ts';

const whenQuiet = (then: () => void): void => {
  // Safari has none
  if ('requestIdleCallback' in globalThis) requestIdleCallback(then, { timeout: 10_000 });
  else setTimeout(then, 2000);
};

/** The player comes alive in the very markup that the build left there: nothing moves. */
export async function mount(target: HTMLElement, data: unknown): Promise<void> {
  const { id, scenario, lang } = data as Record<string, unknown>;
  if (typeof id !== 'string' || typeof scenario !== 'string' || !isLanguage(lang)) {
    throw new TypeError('a sandbox needs { id, scenario, lang }');
  }
  const room = await loadRoom(id, lang);
  // in a task of its own: what was fetched has just been evaluated in this one
  await new Promise((resolve) => setTimeout(resolve));
  const { hash, search } = location;
  await comeAlive(target.querySelector<HTMLElement>(':scope > div')!, { room, scenario, lang, hash, search });
  // what is kept for reading without network shall be whole: its other scenarios, its tasks and downloads come once all is quiet
  void navigator.serviceWorker?.ready.then(() => whenQuiet(() => void room.whole().catch(() => undefined)));
}
