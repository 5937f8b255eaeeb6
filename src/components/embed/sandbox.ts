import { hydrate, mount, unmount } from 'svelte';
import { joinHost } from '#embed/child.ts';
import type { HostMessage, Theme } from '#embed/protocol.ts';
import { isLanguage, type Language } from '#i18n/languages.ts';
import Player from '#player/Player.svelte';
import type { Room } from '#player/room.ts';
import { clauses, model, spawn, Views } from 'virtual:given';

/** Written by the page beside it: all texts stand in the page, since nothing can be fetched in such an iframe. */
export interface EmbedData {
  readonly id: string;
  readonly scenario: string;
  readonly texts: Readonly<Record<Language, Room['text']>>;
}

/** A sandbox in somebody else's page: comes alive in the frame that the build left, in the language of the address. */
const data = JSON.parse(document.getElementById('embed-data')!.textContent!) as EmbedData;
const asked = new URLSearchParams(location.search).get('scenario');
const apps = new Map<Language, object>();

const current = (): Language => {
  const { lang } = document.documentElement;
  return isLanguage(lang) ? lang : 'ko';
};

function show(lang: Language): void {
  document.documentElement.lang = lang;
  if (apps.has(lang)) return;
  const room: Room = { model, Views, clauses, spawn, text: data.texts[lang] };
  document.title = room.text['name'] ?? document.title;
  const target = document.querySelector<HTMLElement>(`[data-player="${lang}"]`)!;
  const scenario = room.model.scenarios.find((one) => one.id === asked)?.id ?? data.scenario;
  const props = { room, scenario, lang, hash: location.hash, search: location.search, level: 1 as const };
  // the build's frame shows the default scenario; another one is drawn anew
  if (scenario !== data.scenario) target.replaceChildren();
  apps.set(
    lang,
    scenario === data.scenario ? hydrate(Player, { target, props }) : mount(Player, { target, props }),
  );
}

function dress(theme: Theme): void {
  if (theme === 'auto') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
}

function hear(message: HostMessage): void {
  if (message.type === 'theme') dress(message.theme);
  if (message.type === 'lang') show(message.lang);
  if (message.type === 'reset') {
    for (const app of apps.values()) void unmount(app);
    apps.clear();
    for (const target of document.querySelectorAll('[data-player]')) target.replaceChildren();
    show(current());
  }
}

show(current());
joinHost(`sandbox/${data.id}`, hear);
