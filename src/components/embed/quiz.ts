import { hydrate, mount, unmount } from 'svelte';
import { readAddress } from '#embed/address.ts';
import { joinHost } from '#embed/child.ts';
import { isoSeconds, type HostMessage, type Theme } from '#embed/protocol.ts';
import { isLanguage, type Language } from '#i18n/languages.ts';
import type { Strings } from '#i18n/strings.ts';
import type { Drawn } from '#quiz/core/computed.ts';
import type { Asked, Desk, Given } from '#quiz/items/contract.ts';
import Page from '#quiz/items/Page.svelte';

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
const apps = new Map<Language, object>();

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
  const target = document.querySelector<HTMLElement>(`[data-items="${lang}"]`)!;
  const { items: all, words, showIn } = data.languages[lang];
  const items = itemsIn(lang);
  const props = { items, words, lang, showIn, desk, prefix: lang };
  const whole = items.length === all.length && target.querySelector('details') !== null;
  if (!whole) target.replaceChildren();
  apps.set(lang, whole ? hydrate(Page, { target, props }) : mount(Page, { target, props }));
}

function dress(theme: Theme): void {
  if (theme === 'auto') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
}

function hear(message: HostMessage): void {
  if (message.type === 'theme') dress(message.theme);
  if (message.type === 'lang') show(message.lang);
  if (message.type === 'reset') void reset();
}

async function reset(): Promise<void> {
  scores.clear();
  times.clear();
  await Promise.all([...apps.values()].map((app) => unmount(app)));
  apps.clear();
  show(current());
}

const current = (): Language => {
  const { lang } = document.documentElement;
  return isLanguage(lang) ? lang : 'ko';
};

// shown first, so that the height it begins with is the one it has
show(current());
const host = joinHost(id, hear);
