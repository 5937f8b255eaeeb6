import type { Component } from 'svelte';
import type { Language } from '#i18n/languages.ts';
import { strings } from '#i18n/strings.ts';
import type { SandboxModel } from '#player/model.ts';
import type { Room } from '#player/room.ts';
import type { Texts } from '#player/views.ts';

const models = import.meta.glob<Readonly<Record<string, SandboxModel>>>('/src/sandboxes/*/model.ts');
const views = import.meta.glob<{ default: Component<never> }>('/src/sandboxes/*/Views.svelte');
const clauses = import.meta.glob<{ reasons: Readonly<Record<string, string>> }>('/src/engine/*/reasons.ts');
const texts = import.meta.glob<{ default: Texts }>([
  '/content/sandboxes/*/*.json',
  '/content/reasons/*.json',
]);

/** Which engine's reasons a sandbox's events carry: the room of src/engine, and the prefix in content/reasons. */
const REASONS: Readonly<Record<string, string>> = { 'tcp-connection': 'tcp', 'cache-policy': 'cache' };

/** Ids of the sandboxes that have both a model and a picture. */
export const roomIds: readonly string[] = Object.keys(views)
  .map((path) => path.split('/')[3]!)
  .filter((id) => `/src/sandboxes/${id}/model.ts` in models)
  .sort();

async function load<T>(files: Readonly<Record<string, () => Promise<T>>>, path: string): Promise<T> {
  const file = files[path];
  if (!file) throw new Error(`${path} does not exist; sandboxes are: ${roomIds.join(', ')}`);
  return file();
}

/** Everything a player needs to show sandbox `id` in one language, fetched when it is asked for. */
export async function loadRoom(id: string, lang: Language): Promise<Room> {
  const engine = REASONS[id] ?? id;
  const [model, view, why, own, reasons, player, wire] = await Promise.all([
    load(models, `/src/sandboxes/${id}/model.ts`),
    load(views, `/src/sandboxes/${id}/Views.svelte`),
    load(clauses, `/src/engine/${engine}/reasons.ts`),
    load(texts, `/content/sandboxes/${id}/${lang}.json`),
    load(texts, `/content/reasons/${engine}.${lang}.json`),
    strings(lang, 'player'),
    engine === 'tcp' ? strings(lang, 'wire') : {},
  ]);
  const found = Object.values(model).find((value) => 'scenarios' in value);
  if (!found) throw new Error(`src/sandboxes/${id}/model.ts exports no model`);
  return {
    model: found,
    Views: view.default as unknown as Room['Views'],
    clauses: why.reasons,
    text: { ...wire, ...player, ...reasons.default, ...own.default },
  };
}

/** Source of a module that exports what of sandbox `id` is code (`model`, `Views`, `clauses`), with plain imports. */
export const roomSource = (id: string): string => `
import * as exported from '#sandboxes/${id}/model.ts';
export { default as Views } from '#sandboxes/${id}/Views.svelte';
export { reasons as clauses } from '#engine/${REASONS[id] ?? id}/reasons.ts';
export const model = Object.values(exported).find((value) => 'scenarios' in value);
`;
