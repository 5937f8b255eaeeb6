import { unmount } from 'svelte';
import { readAddress } from '#embed/address.ts';
import { joinHost } from '#embed/child.ts';
import { isoSeconds, type HostMessage, type Theme } from '#embed/protocol.ts';
import { isLanguage, type Language } from '#i18n/languages.ts';
import type { Strings } from '#i18n/strings.ts';
import type { Drawn } from '#quiz/core/computed.ts';
import type { Asked, Desk, Given } from '#quiz/items/contract.ts';
import { takeOver } from '#quiz/items/take-over.ts';

/** Written by the page beside it. */
export interface EmbedData {
  readonly slug: string;
  readonly languages: Readonly<
    Record<Language, { title: string; showIn: string; items: readonly Asked[]; words: Strings }>
  >;
  /** Draws of each computed item, made at build time: an embed brings no engine along. */
  readonly draws: Readonly<Record<string, readonly Drawn[]>>;
}

/** A quiz in somebody else's page: asks and grades, keeps nothing, tells the page around it what a result is. */
const data = JSON.parse(document.getElementById('embed-data')!.textContent!) as EmbedData;
const { item: only } = readAddress(location.search);
const id = `quiz/${data.slug}`;
const began = performance.now();
const scores = new Map<string, number>();
const times = new Map<string, number>();
const apps = new Map<Language, Promise<object[]>>();

const desk: Desk = {
  now: () => performance.now(),
  timesAnswered: (item) => times.get(item) ?? 0,
  answered,
  pose: async (source, nth) => {
    const draws = data.draws[source.id] ?? [];
    return draws[nth % draws.length]!;
  },
};

function answered({ item, score, ms }: Given): void {
  times.set(item, (times.get(item) ?? 0) + 1);
  host.say({ type: 'answered', id, item, success: score >= 1, scaled: score, duration: isoSeconds(ms) });
  if (scores.has(item)) return;
  scores.set(item, score);
  const items = itemsIn('ko');
  if (scores.size < items.length) return;
  const mean = [...scores.values()].reduce((sum, one) => sum + one, 0) / scores.size;
  host.say({ type: 'completed', id, scaled: mean, duration: isoSeconds(performance.now() - began) });
}

if (only !== undefined && !data.languages.ko.items.some(({ posed }) => posed.id === only))
  console.warn(`keepalive: ${id} has no item "${only}", so all of them are shown`);

/** All items, or the one that the address names. */
function itemsIn(lang: Language): readonly Asked[] {
  const { items } = data.languages[lang];
  const named = items.filter(({ posed }) => posed.id === only);
  return named.length > 0 ? named : items;
}

function show(lang: Language): void {
  const root = document.documentElement;
  root.lang = lang;
  document.title = data.languages[lang].title;
  if (apps.has(lang)) return;
  const list = document.querySelector<HTMLElement>(`[data-items="${lang}"] > .items`)!;
  const { items, words, showIn } = data.languages[lang];
  const wanted = new Set(itemsIn(lang).map(({ posed }) => posed.id));
  for (const place of list.querySelectorAll<HTMLElement>('[data-item]')) {
    if (!wanted.has(place.dataset['item']!)) place.remove();
  }
  apps.set(lang, takeOver(list, items, { words, lang, showIn, desk, prefix: lang }));
}

function dress(theme: Theme): void {
  if (theme === 'auto') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
}

function hear(message: HostMessage): void {
  if (message.type === 'theme') dress(message.theme);
  if (message.type === 'lang') {
    show(message.lang);
    host.greet();
  }
  if (message.type === 'reset') void reset();
}

async function reset(): Promise<void> {
  scores.clear();
  times.clear();
  const mounted = (await Promise.all(apps.values())).flat();
  apps.clear();
  await Promise.all(mounted.map((app) => unmount(app)));
  show(current());
}

const current = (): Language => {
  const { lang } = document.documentElement;
  return isLanguage(lang) ? lang : 'ko';
};

// shown first, so that the height it begins with is the one it has
show(current());
const host = joinHost(id, hear);
