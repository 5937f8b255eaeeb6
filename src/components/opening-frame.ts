import { render } from 'svelte/server';
import type { Language } from '#i18n/languages.ts';
import Player from '#player/Player.svelte';
import type { Room } from '#player/room.ts';

const frames = new Map<string, string>();

/** The player as it stands before anything is touched, for `hydrate`. Several questions may open the same scenario: it is run and drawn once. */
export async function openingFrame(room: Room, scenario: string, lang: Language): Promise<string> {
  const key = `${room.model.id}/${scenario}/${lang}`;
  const known = frames.get(key);
  if (known !== undefined) return known;
  const { body } = await render(Player, { props: { room, scenario, lang } });
  frames.set(key, body);
  return body;
}
