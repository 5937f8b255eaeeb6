import { describe, expect, test } from 'vitest';
import { files, isText, text } from './tree.ts';

/** What must not stand in any file of the repository. */

/** Lines of the files that fit the pattern, as `path:line  text`. */
function linesWith(paths: readonly string[], pattern: RegExp): string[] {
  return paths.flatMap((path) =>
    text(path)
      .split('\n')
      .flatMap((line, index) =>
        pattern.test(line) ? [`${path}:${index + 1}  ${line.trim().slice(0, 120)}`] : [],
      ),
  );
}
const own = 'tests/tidy/text.test.ts';
const written = files.filter((path) => isText(path) && path !== own);

test('the lock file names no place to download from', () => {
  expect(linesWith(['package-lock.json'], /"resolved"/)).toEqual([]);
});

test('no address of a package registry, no path of somebody’s machine', () => {
  const places =
    /registry\.(npmjs|yarnpkg)|artifactory|\bnexus\.|pypi\.org\/simple|proxy\.golang|\/work\/(main|shared|\.)|\/tmp\/wt\b|\/root\/|\/Users\/|[A-Z]:\\Users/;
  expect(linesWith(written, places)).toEqual([]);
});

test('no mark of an unfinished merge or thought', () => {
  expect(
    linesWith(
      written.filter((path) => path.startsWith('src/')),
      /^(<{7}|>{7}|={7})( |$)|\b(TODO|FIXME|XXX|HACK)\b/,
    ),
  ).toEqual([]);
});

test('no markup is made from a string, but data by asJson(), the built prose by asProse(), the player by openingFrame(), and the leaves of the book', () => {
  const markup = files.filter((path) => /^src\/.*\.(astro|svelte|ts)$/.test(path));
  const made =
    /\{@html\b|\bset:html=(?!\{(?:asJson|asProse|stillItem|proseLeaf|pictureLeaf|await openingFrame)\()|\.(inner|outer)HTML\b|insertAdjacentHTML|document\.write/;
  expect(linesWith(markup, made), 'use elements and textContent').toEqual([]);
});

test('no framework is shipped by a page: islands are mounted by components/client.ts', () => {
  const pages = files.filter((path) => path.endsWith('.astro') || path.endsWith('.mdx'));
  expect(linesWith(pages, /\sclient:(load|idle|visible|media|only)\b/)).toEqual([]);
});

describe('colours are named in src/styles, and used by name', () => {
  const named =
    'black|white|red|green|blue|gray|grey|orange|purple|yellow|silver|navy|teal|maroon|olive|lime|aqua|fuchsia|crimson|tomato|gold|pink|brown';
  const literal = `(#[0-9a-f]{3,8}\\b|\\b(rgb|rgba|hsl|hsla|oklch|oklab|lab|lch|hwb|color)\\(|(?<![\\w-])(${named})(?![\\w-]))`;
  const inStyle = new RegExp(`:[^;{}]*${literal}[^;{}]*(;|\\}|$)`, 'i');
  const inAttribute = new RegExp(
    `\\b(fill|stroke|color|stop-color|style)\\s*=\\s*["'{\`][^"'}\`]*${literal}`,
    'i',
  );

  /** The style sheets and the markup of a component; scripts are left out, and lines keep their numbers. */
  const coloursIn = (source: string): string[] => {
    const blank = (part: string): string => part.replace(/[^\n]/g, '');
    const bare = source
      .replace(/^\s*---\n[\s\S]*?\n---/, blank)
      .replace(/<script\b[\s\S]*?<\/script>/g, blank)
      .replace(/\/\*[\s\S]*?\*\/|<!--[\s\S]*?-->/g, blank);
    let style = false;
    return bare.split('\n').flatMap((line, index) => {
      if (/<style\b/.test(line)) style = true;
      const found = style ? inStyle.test(line) : inAttribute.test(line);
      if (/<\/style>/.test(line)) style = false;
      return found ? [`${index + 1}  ${line.trim()}`] : [];
    });
  };

  test('in every component', () => {
    const components = files.filter((path) => /\.(svelte|astro)$/.test(path));
    const wrong = components.flatMap((path) => coloursIn(text(path)).map((line) => `${path}:${line}`));
    expect(wrong, 'use a custom property of src/styles/tokens.css').toEqual([]);
  });

  test.each([
    ['<style>\n.a { color: #fff; }\n</style>', 1],
    ['<style>\n.a {\n  border: 1px solid red;\n}\n</style>', 1],
    ['<style>\n.a { fill: rgb(0 0 0); }\n</style>', 1],
    ['<path fill="#0072b2" />', 1],
    ['<p style="color: crimson">x</p>', 1],
    ['<style>\n.white { color: var(--ink); background: transparent }\n</style>', 0],
    ['<a href="#face">x</a><path fill="none" stroke="currentColor" />', 0],
    ['<script>\nconst c = "#fff";\n</script>', 0],
  ])('the check itself: %j', (source, count) => {
    expect(coloursIn(source).length).toBe(count);
  });
});
