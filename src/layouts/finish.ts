import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { readFile, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import { openFeed } from '#search/pagefind/feed.ts';

/** What Astro makes of src/pages/README.md, which is for authors. */
const NO_PAGE = 'README';
const CHARSET = /<meta charset="?utf-8"?\s*\/?>/i;
const SHEET = /<link rel="stylesheet" href="[^"]*?(_astro\/[^"]+)">/g;
/** What a page may load and do; where a host sends headers, they say the same (src/offline/headers.ts). */
const POLICY = [
  "default-src 'self'",
  "img-src 'self' data: blob:",
  "worker-src 'self' blob:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "style-src-elem 'self'",
  // a view positions its marks with style attributes; style elements stay forbidden
  "style-src-attr 'unsafe-inline'",
].join('; ');
const STATED = `<meta http-equiv="content-security-policy" content="${POLICY};">`;
/** The class by which Svelte ties a rule to its component. */
const SCOPE = /\bsvelte-[a-z0-9]+/g;

/**
 * Takes out of the built pages what Astro writes and no reader needs:
 * - style sheets of islands: the island's import loads them when it mounts; only what the page itself was rendered with stays,
 *   and of scoped ones only those whose scopes occur in the page (a page shows one sandbox, the route imports all);
 * - requests for what stays: one sheet in place of six, which together are smaller and hold the first picture up once;
 * - the page made of the README among the pages;
 * And puts in what every page states: the policy. Nothing is inline, so that it is one text; Astro's own would hash for each page.
 */
export default function finish(): AstroIntegration {
  /** Style sheets that pages were rendered with. */
  const rendered = new Set<string>();
  let dist = '';
  return {
    name: 'keepalive-finish',
    hooks: {
      'astro:config:setup': ({ updateConfig }) => {
        updateConfig({
          vite: {
            plugins: [
              {
                name: 'keepalive-no-preloads',
                // Astro takes this setting from nobody but a plugin
                configEnvironment: (name) =>
                  name === 'client'
                    ? { build: { modulePreload: { resolveDependencies: sheetsOf } } }
                    : undefined,
              },
              {
                name: 'keepalive-rendered-styles',
                enforce: 'post',
                applyToEnvironment: ({ name }) => name !== 'client',
                generateBundle(_options, bundle) {
                  for (const file of Object.keys(bundle)) if (file.endsWith('.css')) rendered.add(file);
                },
              },
            ],
          },
        });
      },
      'astro:config:done': ({ config }) => {
        dist = fileURLToPath(config.outDir);
      },
      'astro:build:start': () => {
        // when the first page is made, all style sheets and scripts are written
        let finished: Promise<(html: string) => string> | undefined;
        openFeed(async (_path, html) => (await (finished ??= finisher(dist, rendered)))(html));
      },
      'astro:build:done': () => rm(join(dist, NO_PAGE), { recursive: true }),
    },
  };
}

/** What is preloaded with an island: a module names what it imports itself, and the list for all islands would be in each page's script. */
const sheetsOf = (_file: string, needed: string[]): string[] =>
  needed.filter((name) => name.endsWith('.css'));

async function finisher(dist: string, rendered: ReadonlySet<string>): Promise<(html: string) => string> {
  const names = await wanted(dist, rendered);
  const scopes = await scopesOf(dist, [...names.values()]);
  const joined = joinedSheets(dist);
  return (html) => finished(html, names, scopes, joined);
}

/** Rendered style sheet -> the name under which it stays: that of the same sheet among the islands' where there is one. */
async function wanted(dist: string, rendered: ReadonlySet<string>): Promise<ReadonlyMap<string, string>> {
  const folder = join(dist, '_astro');
  const files = await readdir(folder);
  const scripts = await Promise.all(
    files.filter((file) => file.endsWith('.js')).map((file) => readFile(join(folder, file), 'utf8')),
  );
  const asked = new Set(scripts.flatMap((script) => script.match(/_astro\/[\w.-]+\.css/g) ?? []));
  const byText = new Map<string, string>();
  const sheets = files.filter((file) => file.endsWith('.css')).map((file) => `_astro/${file}`);
  const texts = new Map(
    await Promise.all(
      sheets.map(async (sheet) => [sheet, await readFile(join(dist, sheet), 'utf8')] as const),
    ),
  );
  for (const [sheet, text] of texts) if (asked.has(sheet)) byText.set(text, sheet);
  return new Map(
    [...rendered]
      .filter((sheet) => texts.has(sheet))
      .map((sheet) => [sheet, byText.get(texts.get(sheet)!) ?? sheet]),
  );
}

/** Style sheet -> the scopes of its rules, for sheets in which every rule has one. */
async function scopesOf(
  dist: string,
  sheets: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const entries = await Promise.all(
    sheets.map(async (sheet) => {
      const text = await readFile(join(dist, sheet), 'utf8');
      return [sheet, [...new Set(text.match(SCOPE))]] as const;
    }),
  );
  return new Map(entries.filter(([, scopes]) => scopes.length > 0));
}

/** Gives the name of the one sheet that says what these say in their order; pages that need the same ones share it. */
function joinedSheets(dist: string): (sheets: readonly string[]) => string {
  const made = new Map<string, string>();
  return (sheets) => {
    const key = sheets.join();
    const known = made.get(key);
    if (known !== undefined) return known;
    const text = sheets.map((sheet) => readFileSync(join(dist, sheet), 'utf8')).join('');
    const name = `_astro/page.${createHash('sha256').update(text).digest('base64url').slice(0, 8)}.css`;
    writeFileSync(join(dist, name), text);
    made.set(key, name);
    return name;
  };
}

function finished(
  html: string,
  names: ReadonlyMap<string, string>,
  scopes: ReadonlyMap<string, readonly string[]>,
  joined: (sheets: readonly string[]) => string,
): string {
  const end = html.indexOf('</head>');
  const head = html.slice(0, end);
  const linked = new Set<string>();
  const inPage = new Set(html.match(SCOPE));
  for (const [, sheet] of head.matchAll(SHEET)) {
    const name = names.get(sheet!);
    if (name !== undefined && !scopes.get(name)?.every((scope) => !inPage.has(scope))) linked.add(name);
  }
  const whole = linked.size > 0 ? joined([...linked]) : undefined;
  let linking = false;
  const made = head.replace(SHEET, (tag, sheet: string) => {
    // where the first one stood
    if (linking || whole === undefined) return '';
    linking = true;
    return tag.replace(sheet, () => whole);
  });
  // it holds for what stands behind it: nothing but the encoding stands before
  const policed = made.replace(CHARSET, `$&${STATED}`);
  if (policed === made) throw new Error(`a page says nothing of its encoding: ${made.slice(0, 200)}`);
  return policed + html.slice(end);
}
