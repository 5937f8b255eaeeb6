import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test, vi } from 'vitest';
import { classic } from '#embed/classic.ts';
import { attribute, base, dist, named, pages, type Built } from './pages.ts';

const KB = 1024;
const packed = (content: string | Uint8Array) => gzipSync(content, { level: 9 }).length;
const packedFile = (file: string) => packed(readFileSync(join(dist, file)));

/** What a page loads before anything is touched, in bytes as sent (gzip): its scripts with all they import at once, its styles, itself. */
export function weightOf(page: Built): { html: number; css: number; js: number } {
  const local = (tag: string, name: string) =>
    named(page, tag)
      .filter((one) => tag !== 'link' || attribute(one, 'rel') === 'stylesheet')
      .flatMap((one) => attribute(one, name) ?? [])
      .map((address) => address.slice(base.length));
  return {
    html: packed(page.html),
    css: sum(local('link', 'href').map(packedFile)),
    js: sum([...withImports(local('script', 'src'))].map(packedFile)),
  };
}

function withImports(files: readonly string[], seen = new Set<string>()): Set<string> {
  for (const file of files) {
    if (seen.has(file)) continue;
    seen.add(file);
    const script = readFileSync(join(dist, file), 'utf8');
    const imported = [...script.matchAll(/(?:\bfrom|\bimport)\s*["']\.\/([\w.-]+\.js)["']/g)].map(
      ([, name]) => `_astro/${name}`,
    );
    withImports(imported, seen);
  }
  return seen;
}

const sum = (sizes: readonly number[]) => sizes.reduce((a, b) => a + b, 0);

/** The site's own sheet, which is part of every page's. */
const siteSheet = readdirSync(join(dist, '_astro')).find((name) => /^styles\.[\w-]+\.css$/.test(name))!;

const isEmbed = (page: Built) => page.path.startsWith('embed/');
const sandboxPages = pages.filter((page) => page.path.startsWith('embed/sandbox/'));
const isBook = (page: Built) => /^(ko|en)\/book\/$/.test(page.path);

describe.each(pages.filter((page) => !isEmbed(page) && !isBook(page)))('$file', (page) => {
  test('weighs at most 35 KB before anything is touched, at most 8 KB of it script', () => {
    const { html, css, js } = weightOf(page);
    expect(js, 'script').toBeLessThanOrEqual(8 * KB);
    expect(html + css + js, `${html} html + ${css} css + ${js} js`).toBeLessThanOrEqual(35 * KB);
  });
});

describe.each(pages.filter(isBook))('$file', (page) => {
  test('weighs at most 10 KB an answer', () => {
    const answers = named(page, 'article').length;
    const { html, css, js } = weightOf(page);
    expect(html + css + js).toBeLessThanOrEqual(answers * 10 * KB);
  });
});

/** What the embedded script of a sandbox weighs that shows nothing: the player, and what it stands on. All sandboxes share it. */
const playerAlone = async (): Promise<number> => {
  const nothing = {
    'virtual:given':
      'export const [clauses, model, whole, Views, texts, spawn] = [{}, { scenarios: [] }, () => {}, () => {}, {}, undefined];',
  };
  // as the site is built: Svelte's checks for authors are a fifth of it
  vi.stubEnv('NODE_ENV', 'production');
  const scripts = await classic('player', 'components/embed/sandbox.ts', nothing);
  vi.unstubAllEnvs();
  return packed(scripts.get('player.js')!);
};

/** The classic scripts of a sandbox by their names: what each is run after, and what it may fetch later (see #embed/classic.ts). */
function classicScripts(id: string) {
  const names = readdirSync(join(dist, 'embed')).filter((name) =>
    new RegExp(`^sandbox-${id}(-.+)?\\.js$`).test(name),
  );
  return new Map(
    names.map((name) => {
      const code = readFileSync(join(dist, 'embed', name), 'utf8');
      const needs = JSON.parse(/keepalive\.define\("[^"]+",(\[[^\]]*\])/.exec(code)?.[1] ?? '[]') as string[];
      const later = [...code.matchAll(/keepalive\.fetch\("([^"]+)"\)/g)].map(([, one]) => one!);
      return [name, { bytes: packed(code), needs, later }] as const;
    }),
  );
}

/** What is fetched later and is no piece of the engine: texts, the player's own, what is asked for in a drawer or opened, a Worker. */
const NO_PIECE = /-(ko|en|clauses|parts|model|beside|open-packet|worker)-.{8}\.js$/;

/**
 * Bytes of the scripts of a sandbox, the player's among them: with the heaviest of the pieces of which a run takes one, and what comes
 * for what stands beside the picture.
 */
function scriptWeight(id: string): { run: number; beside: number } {
  const scripts = classicScripts(id);
  const entry = `sandbox-${id}.js`;
  const withNeeds = (names: readonly string[], found = new Set<string>()): Set<string> => {
    for (const name of names) if (!found.has(name)) withNeeds(scripts.get(name)!.needs, found.add(name));
    return found;
  };
  const weigh = (names: readonly string[]) =>
    sum([...withNeeds(names)].map((name) => scripts.get(name)!.bytes));
  const { later } = scripts.get(entry)!;
  const pieces = later.filter((name) => !NO_PIECE.test(name));
  const run = Math.max(weigh([entry]), ...pieces.map((piece) => weigh([entry, piece])));
  const beside = later.filter((name) => /-(beside|open-packet)-/.test(name));
  return { run, beside: weigh([entry, ...beside]) - weigh([entry]) };
}

/** Rules of style that every embedded sandbox's page has: the site's and the player's. */
const sharedRules = sandboxPages
  .map((page) => rulesOf(page))
  .reduce((shared, rules) => {
    const known = new Set(rules);
    return shared.filter((rule) => known.has(rule));
  });

function rulesOf(page: Built): string[] {
  const sheets = named(page, 'link').filter((one) => attribute(one, 'rel') === 'stylesheet');
  const text = sheets.flatMap((one) => attribute(one, 'href') ?? []).map((address) => readFileSync(join(dist, address.slice(base.length)), 'utf8')); // prettier-ignore
  return text.join('').split(/(?<=\})/);
}

/** What of an embedded page is its own, in bytes as sent: neither the site's sheet nor the player. A sandbox: in its heaviest scenario. */
async function ownWeight(page: Built) {
  const { html, css, js } = weightOf(page);
  const id = /^embed\/sandbox\/(.+)\/$/.exec(page.path)?.[1];
  if (id === undefined)
    return { own: css - packedFile(`_astro/${siteSheet}`) + js, player: 0, beside: 0, html };
  const player = await playerAlone();
  const { run, beside } = scriptWeight(id);
  return { own: css - packed(sharedRules.join('')) + run - player, player, beside, html };
}

describe.each(pages.filter(isEmbed))('$file', (page) => {
  test('a sandbox weighs at most 60 KB beyond the player; a quiz at most 60', async () => {
    expect((await ownWeight(page)).own).toBeLessThanOrEqual(60 * KB);
  });
  test('the player weighs at most 36 KB, what stands beside a picture 23', async () => {
    const { player, beside, html } = await ownWeight(page);
    expect(player, 'player').toBeLessThanOrEqual(36 * KB);
    expect(beside, 'beside').toBeLessThanOrEqual(23 * KB);
    // a question in both languages, or an opening frame with the texts of both
    expect(html, 'html').toBeLessThanOrEqual(25 * KB);
  });
});
