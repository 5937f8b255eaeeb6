import { joinHost } from '#embed/child.ts';
import type { HostMessage, Theme } from '#embed/protocol.ts';
import { isLanguage, type Language } from '#i18n/languages.ts';
import { comeAlive } from '#player/come-alive.ts';
import { clauses, model, spawn, texts, Views } from 'virtual:given';

/** Written by the page beside it. Only scripts can be fetched in such an iframe, so the texts of a language are one. */
export interface EmbedData {
  readonly id: string;
  readonly scenario: string;
}

/** A sandbox in somebody else's page: comes alive in the frame that the build left, in the language of the address. */
const data = JSON.parse(document.getElementById('embed-data')!.textContent!) as EmbedData;
/** How to end the player of each language. */
const apps = new Map<Language, Promise<() => void>>();

const current = (): Language => {
  const { lang } = document.documentElement;
  return isLanguage(lang) ? lang : 'ko';
};

function show(lang: Language): void {
  document.documentElement.lang = lang;
  if (apps.has(lang)) return;
  apps.set(lang, alive(lang));
}

async function alive(lang: Language): Promise<() => void> {
  const { default: text } = await texts[lang]();
  document.title = text['name'] ?? document.title;
  const room = { model, Views, clauses, spawn, text };
  const target = document.querySelector<HTMLElement>(`[data-player="${lang}"]`)!;
  const { hash, search } = location;
  return comeAlive(target, { room, scenario: data.scenario, lang, hash, search, level: 1 });
}

function dress(theme: Theme): void {
  if (theme === 'auto') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
}

function hear(message: HostMessage): void {
  if (message.type === 'theme') dress(message.theme);
  if (message.type === 'lang') show(message.lang);
  if (message.type === 'reset') {
    void Promise.all(apps.values()).then((ends) => {
      for (const end of ends) end();
      apps.clear();
      for (const target of document.querySelectorAll('[data-player]')) target.replaceChildren();
      show(current());
    });
  }
}

show(current());
joinHost(`sandbox/${data.id}`, hear);
