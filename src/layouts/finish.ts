import { readFileSync, writeFileSync } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';

/** The class by which Svelte ties a rule to its component. */
const SCOPE = /\bsvelte-[a-z0-9]+/g;

/**
 * Takes out of the built pages what Astro writes and no reader needs:
 * - style sheets of islands: the island's import loads them when it mounts; only what the page itself was rendered with stays,
 *   under the name that the island asks for, so that it is not loaded twice; and of scoped ones only those whose scopes
 *   occur in the page (a page shows one sandbox, the route imports all);
 * - hashes in the policy: nothing is inline, `'self'` says it all.
 */
export default function finish(): AstroIntegration {
  /** Style sheets that pages were rendered with. */
  const rendered = new Set<string>();
  return {
    name: 'keepalive-finish',
    hooks: {
      'astro:config:setup': ({ updateConfig }) => {
        updateConfig({
          vite: {
            plugins: [
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
      'astro:build:done': async ({ dir }) => {
        const dist = fileURLToPath(dir);
        const names = await wanted(dist, rendered);
        const scopes = await scopesOf(dist, [...names.values()]);
        const files = await readdir(dist, { recursive: true });
        // one after the other: all at once would be all pages in memory
        for (const file of files.filter((file) => file.endsWith('.html'))) {
          const html = readFileSync(join(dist, file), 'utf8');
          writeFileSync(join(dist, file), finished(html, names, scopes));
        }
      },
    },
  };
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

function finished(
  html: string,
  names: ReadonlyMap<string, string>,
  scopes: ReadonlyMap<string, readonly string[]>,
): string {
  const linked = new Set<string>();
  const inPage = new Set(html.match(SCOPE));
  return html
    .replace(/<link rel="stylesheet" href="([^"]*?)(_astro\/[^"]+)">/g, (_, base: string, sheet: string) => {
      const name = names.get(sheet);
      if (name === undefined || linked.has(name)) return '';
      if (scopes.get(name)?.every((scope) => !inPage.has(scope))) return '';
      linked.add(name);
      return `<link rel="stylesheet" href="${base}${name}">`;
    })
    .replace(
      /(<meta http-equiv="content-security-policy" content=")([^"]*)/,
      (_, start: string, policy: string) => start + policy.replace(/ 'sha\d+-[^']*'/g, ''),
    );
}
