import type { Language } from '#i18n/languages.ts';
import type { OpenSandbox } from '#quiz/items/contract.ts';

/**
 * Draws a sandbox for a quiz item that has none on its page. The player comes only when it is asked for.
 * @param level of its heading: one below what the items stand under
 */
export const sandboxOpener =
  (lang: Language, level: 2 | 3): OpenSandbox =>
  async (place, sandbox, scenario) => {
    const [{ comeAlive }, { loadRoom }] = await Promise.all([
      import('#player/come-alive.ts'),
      import('#sandboxes/rooms.ts'),
    ]);
    return comeAlive(place, {
      room: await loadRoom(sandbox, lang),
      scenario,
      lang,
      level,
      hash: '',
      search: '',
    });
  };
