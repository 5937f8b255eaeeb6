import { readFileSync } from 'node:fs';
import { compile } from 'svelte/compiler';
import { render } from 'svelte/server';
import type { Picture } from '#cards/card.ts';
import { pictureIn, scopesOf, standalone, type Sheet } from '#cards/picture.ts';
import type { Language } from '#i18n/languages.ts';
import { openSession } from '#player/session.svelte.ts';
import Stage from '#player/Stage.svelte';
import { loadRoom, roomIds } from '#sandboxes/rooms.ts';
import { scenarioRun } from './scenario-run.ts';

const sources = import.meta.glob<string>(['/src/views/**/*.svelte', '/src/sandboxes/**/*.svelte'], {
  query: '?raw',
  import: 'default',
});

const tokens = readFileSync('src/styles/tokens.css', 'utf8');
/** Custom properties with the light theme's values. One may name one above it. */
const TOKENS = new Map<string, string>();
for (const [, name, light, flat] of tokens.matchAll(
  /^\s*(--[\w-]+):\s*(?:light-dark\(([^,]+),[^)]*\)|([^;]+));/gm,
)) {
  const value = (light ?? flat)!.replace(
    /var\((--[\w-]+)\)/g,
    (whole, other: string) => TOKENS.get(other) ?? whole,
  );
  if (!TOKENS.has(name!)) TOKENS.set(name!, value);
}

let styles: Promise<ReadonlyMap<string, string>> | undefined;

/** Scope -> the rules of the component that has it, of those that draw pictures and of all that views are made of. Svelte makes a scope from the file's path. */
async function stylesByScope(): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  for (const [path, load] of Object.entries(sources)) {
    const source = await load();
    if (!source.includes('data-picture') && !path.startsWith('/src/views/')) continue;
    const { css } = compile(source, { filename: path.slice(1), css: 'external', generate: 'server' });
    const scope = css && /svelte-\w+/.exec(css.code)?.[0];
    if (scope) found.set(scope, css.code);
  }
  return found;
}

const drawn = new Map<string, Promise<Picture | undefined>>();

/** What a scenario opens with, as a file of its own; undefined where it is shown by tables. Each is drawn once per build. */
export function runPicture(sandbox: string, scenario: string, lang: Language): Promise<Picture | undefined> {
  const key = `${sandbox}/${scenario}/${lang}`;
  const known = drawn.get(key) ?? draw(sandbox, scenario, lang);
  drawn.set(key, known);
  return known;
}

async function draw(id: string, scenario: string, lang: Language): Promise<Picture | undefined> {
  if (!roomIds.includes(id)) return undefined;
  const room = await loadRoom(id, lang);
  const session = await openSession(room.model, scenario, scenarioRun);
  const { body } = await render(Stage, { props: { room, session, lang }, idPrefix: `${id}-${lang}` });
  const svg = pictureIn(body);
  if (!svg) return undefined;
  const byScope = await (styles ??= stylesByScope());
  const scopes = scopesOf(svg);
  const lost = scopes.filter((scope) => !byScope.has(scope));
  if (lost.length > 0) {
    // the server that an author writes with scopes differently: there cards go without pictures
    if (import.meta.env.DEV) return undefined;
    throw new Error(`${id}: no component has the style ${lost.join(', ')}`);
  }
  const sheet: Sheet = { css: scopes.map((scope) => byScope.get(scope)).join('\n'), tokens: TOKENS };
  return { ...standalone(svg, sheet), alt: room.text[`scenario.${scenario}.name`] ?? '' };
}
