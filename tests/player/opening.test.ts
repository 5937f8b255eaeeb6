/** The player as the build leaves it in the page: whole without a script, in both languages. */
import { describe, expect, it } from 'vitest';
import { LANGUAGES } from '#i18n/languages.ts';
import { openingFrame } from '#components/opening-frame.ts';
import { setupOf } from '#player/model.ts';
import { loadRoom, roomIds } from '#sandboxes/rooms.ts';

describe.each(roomIds.flatMap((id) => LANGUAGES.map((lang) => [id, lang] as const)))('%s, %s', (id, lang) => {
  it('opens each scenario with every word in place', async () => {
    const room = await loadRoom(id, lang);
    const quick = room.model.scenarios.filter(({ id }) => !room.model.heavy?.(setupOf(room.model, id)));
    for (const { id: scenario, breakpoints } of quick) {
      const shown = (await openingFrame(room, scenario, lang)).replace(/<script[\s\S]*?<\/script>/g, '');
      expect(shown, scenario).not.toMatch(/>undefined<|="undefined"|\bNaN\b|\{[a-z]\w*\}/);
      expect(shown).toContain(room.text[`scenario.${scenario}.look`]);
      for (const one of breakpoints) expect(shown).toContain(room.text[`breakpoint.${one.id}`]);
    }
  });
});
