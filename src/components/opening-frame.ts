import { render } from 'svelte/server';
import type { Language } from '#i18n/languages.ts';
import Drawers from '#player/Drawers.svelte';
import Player from '#player/Player.svelte';
import type { Room } from '#player/room.ts';
import { openSession } from '#player/session.svelte.ts';
import Stage from '#player/Stage.svelte';
import { scenarioRun } from './scenario-run.ts';

const frames = new Map<string, string>();

/**
 * The player as it stands before anything is touched, for `comeAlive`: its parts drawn each by itself, so that each can come
 * alive by itself. Several questions may open the same scenario: it is drawn once.
 */
export async function openingFrame(
  room: Room,
  scenario: string,
  lang: Language,
  level: 1 | 3 = 3,
): Promise<string> {
  const key = `${room.model.id}/${scenario}/${lang}/${level}`;
  const known = frames.get(key);
  if (known !== undefined) return known;
  const session = await openSession(room.model, scenario, scenarioRun);
  const idPrefix = `${room.model.id}-${lang}`;
  const whole = await render(Player, { props: { room, session, lang, level }, idPrefix });
  const parts = {
    stage: await render(Stage, { props: { room, session, lang }, idPrefix: `${idPrefix}-stage` }),
    drawers: await render(Drawers, { props: { room, session, lang }, idPrefix: `${idPrefix}-drawers` }),
  };
  const body = whole.body.replace(
    /(<div[^>]*data-part="(stage|drawers)"[^>]*>)<\/div>/g,
    (_, open: string, part: keyof typeof parts) => `${open}${parts[part].body}</div>`,
  );
  frames.set(key, body);
  return body;
}
