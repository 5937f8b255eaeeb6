import { posix } from 'node:path';
import { expect, test } from 'vitest';
import house from './house.json' with { type: 'json' };
import { importsOf, type Import } from './imports.ts';
import { files, text } from './tree.ts';

/**
 * Who may import whom. house.json holds the arrows; ESLint reads the same file, but sees neither relative paths that leave
 * a folder, nor import.meta.glob, nor MDX.
 */

const arrows: Readonly<Record<string, readonly string[]>> = house.arrows;
const typesOnly: Readonly<Record<string, readonly string[]>> = house.typesOnly;
const engineArrows: Readonly<Record<string, readonly string[]>> = house.engineArrows;

const sources = files.filter((path) => /^src\/.*\.(ts|mjs|svelte|astro)$/.test(path));
const imports = sources.flatMap((path) => importsOf(path).map((one) => ({ path, ...one })));

/** 'src/engine/net/link.ts' for what is inside the repository; undefined for packages. A glob is a path from the root. */
function targetOf(path: string, { specifier }: Import): string | undefined {
  if (specifier.startsWith('.')) return posix.join(posix.dirname(path), specifier);
  if (specifier.startsWith('/')) return specifier.slice(1);
  if (specifier.startsWith('#content/')) return specifier.slice(1);
  return specifier.startsWith('#') ? `src/${specifier.slice(1)}` : undefined;
}
/** 'engine' of 'src/engine/net/link.ts'; 'content' of 'content/ui/ko/site.json'. */
const folderOf = (path: string): string => {
  const [first, second] = path.split('/');
  return (first === 'src' ? second : first) ?? '';
};
/** Whose arrows a file goes by: 'offline/disk' has its own inside 'offline'. */
const roomOf = (path: string): string =>
  Object.keys(arrows).find((room) => room.includes('/') && path.startsWith(`src/${room}/`)) ?? folderOf(path);
const isFolder = (name: string): boolean => name in arrows || name === 'content';

test('every folder of src has its arrows', () => {
  const known = Object.keys(arrows);
  const folders = [...new Set(sources.filter((path) => path.split('/').length > 2).map(folderOf))];
  expect(
    folders.filter((name) => !known.includes(name)),
    'name the folder in tests/tidy/house.json',
  ).toEqual([]);
});

test('imports follow the arrows', () => {
  const wrong = imports.flatMap(({ path, ...one }) => {
    const from = roomOf(path);
    const target = targetOf(path, one);
    const allowed = arrows[from];
    if (!target || !allowed) return [];
    const to = folderOf(target);
    if (to === folderOf(path) || !isFolder(to)) return [];
    if (!allowed.includes(to)) {
      return [
        `${path}:${one.line} imports ${one.specifier}; src/${from} may import ${allowed.join(', ') || 'no other folder'}`,
      ];
    }
    return typesOnly[from]?.includes(to) && !one.typeOnly
      ? [`${path}:${one.line} imports values from ${one.specifier}; src/${from} takes only types from ${to}`]
      : [];
  });
  expect(wrong).toEqual([]);
});

test('the engine imports nothing outside itself but pure-rand, and its rooms follow their own arrows', () => {
  const wrong = imports
    .filter(({ path }) => path.startsWith('src/engine/'))
    .flatMap(({ path, ...one }) => {
      const where = `${path}:${one.line} imports ${one.specifier}`;
      const target = targetOf(path, one);
      if (!target) {
        const allowed = house.enginePackages.some(
          (name) => one.specifier === name || one.specifier.startsWith(`${name}/`),
        );
        return allowed ? [] : [`${where}; allowed are ${house.enginePackages.join(', ')}`];
      }
      if (!target.startsWith('src/engine/') || one.specifier.startsWith('#')) {
        return [`${where}; inside the engine by relative path, outside of it nothing`];
      }
      const from = path.split('/')[2] ?? '';
      const to = target.split('/')[2] ?? '';
      const rooms = engineArrows[from];
      if (from === to || !rooms)
        return rooms || path.split('/').length === 3
          ? []
          : [`${path}: engine/${from} has no arrows in house.json`];
      return rooms.includes(to)
        ? []
        : [`${where}; engine/${from} may import ${rooms.join(', ') || 'nothing'}`];
    });
  expect(wrong).toEqual([]);
});

test('across folders by #, and with the real ending of the file', () => {
  const wrong = imports.flatMap(({ path, ...one }) => {
    const where = `${path}:${one.line} imports ${one.specifier}`;
    const target = targetOf(path, one);
    if (!target || one.specifier.includes('*')) return [];
    if (one.specifier.startsWith('.') && folderOf(target) !== folderOf(path) && path.split('/').length > 2) {
      return [`${where}; write #${target.replace(/^src\//, '')}`];
    }
    return /\.(ts|mjs|js|svelte|astro|css|json|svg|mdx|yaml)(\?[\w&]+)?$/.test(one.specifier)
      ? []
      : [`${where}; write the file's ending`];
  });
  expect(wrong).toEqual([]);
});

test('prose imports no code: a page names its parts by id', () => {
  const wrong = files
    .filter((path) => path.endsWith('.mdx'))
    .flatMap((path) => {
      const prose = text(path).replace(/^( *)(```|~~~)[\s\S]*?^\1\2/gm, (block) =>
        block.replace(/[^\n]/g, ''),
      );
      return prose
        .split('\n')
        .flatMap((line, index) => (/^(import|export)\s/.test(line) ? [`${path}:${index + 1} ${line}`] : []));
    });
  expect(wrong).toEqual([]);
});
