import { joinHost } from '#embed/child.ts';
import { isoSeconds, type HostMessage, type Theme } from '#embed/protocol.ts';
import { isLanguage, type Language } from '#i18n/languages.ts';
import { comeAlive } from '#player/come-alive.ts';
import { clauses, model, spawn, texts, Views, whole } from 'virtual:given';

/** Written by the page beside it. Only scripts can be fetched in such an iframe, so the texts of a language are one. */
export interface EmbedData {
  readonly id: string;
  readonly scenario: string;
}

/** A sandbox in somebody else's page: comes alive in the frame that the build left, in the language of the address. */
const data = JSON.parse(document.getElementById('embed-data')!.textContent!) as EmbedData;
/** How to end the player of each language. */
const apps = new Map<Language, Promise<() => void>>();
/** First predictions, by task: once all are made, the sandbox is completed. */
const scores = new Map<string, number>();
const id = `sandbox/${data.id}`;
const began = performance.now();

const current = (): Language => {
  const { lang } = document.documentElement;
  return isLanguage(lang) ? lang : 'ko';
};

function show(lang: Language): void {
  document.documentElement.lang = lang;
  if (!apps.has(lang)) apps.set(lang, alive(lang));
  void texts[lang]().then(({ default: text }) => {
    document.title = text['name'] ?? document.title;
    host.greet();
  });
}

async function alive(lang: Language): Promise<() => void> {
  const [{ default: text }, { default: cited }] = await Promise.all([texts[lang](), clauses()]);
  const room = { model, whole, Views, clauses: cited, spawn, text };
  const target = document.querySelector<HTMLElement>(`[data-player="${lang}"]`)!;
  const { hash, search } = location;
  return comeAlive(target, {
    room,
    scenario: data.scenario,
    lang,
    hash,
    search,
    level: 1,
    onanswered: (...answer) => void onanswered(...answer),
  });
}

async function onanswered(task: string, right: boolean, ms: number): Promise<void> {
  const scaled = right ? 1 : 0;
  host.say({ type: 'answered', id, item: task, success: right, scaled, duration: isoSeconds(ms) });
  if (scores.has(task)) return;
  scores.set(task, scaled);
  const { tasks } = await whole();
  if (scores.size < tasks.length) return;
  const mean = [...scores.values()].reduce((sum, one) => sum + one, 0) / scores.size;
  host.say({ type: 'completed', id, scaled: mean, duration: isoSeconds(performance.now() - began) });
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
      scores.clear();
      for (const target of document.querySelectorAll('[data-player]')) target.replaceChildren();
      show(current());
    });
  }
}

const host = joinHost(id, hear);
show(current());
