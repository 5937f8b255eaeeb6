import { render } from 'svelte/server';
import type { Language } from '#i18n/languages.ts';
import { openSession } from '#player/session.svelte.ts';
import Stage from '#player/Stage.svelte';
import { scenarioRun } from '#components/scenario-run.ts';
import { loadRoom } from '#sandboxes/rooms.ts';

const frames = new Map<string, Promise<string>>();

/** What a sandbox shows of a scenario before anything is touched, as HTML; each is drawn once a build. */
export function stageOf(id: string, scenario: string, lang: Language): Promise<string> {
  const key = `${id}/${scenario}/${lang}`;
  const made = frames.get(key) ?? draw(id, scenario, lang);
  frames.set(key, made);
  return made;
}

async function draw(id: string, scenario: string, lang: Language): Promise<string> {
  const room = await loadRoom(id, lang);
  const session = await openSession(room.model, scenario, scenarioRun);
  return (await render(Stage, { props: { room, session, lang }, idPrefix: 'picture' })).body;
}
