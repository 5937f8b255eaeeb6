import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The repository's own files, read afresh from the disk: paths relative to its root, with '/'. */

export const ROOT = join(import.meta.dirname, '../..');

/** .gitignore holds only names of folders ('dist/') and endings ('*.log'). */
const ignored = readFileSync(join(ROOT, '.gitignore'), 'utf8').split('\n').filter(Boolean);
const isIgnored = (name: string): boolean =>
  name === '.git' ||
  ignored.some((line) =>
    line.startsWith('*') ? name.endsWith(line.slice(1)) : name === line.replaceAll('/', ''),
  );

function walk(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    if (isIgnored(entry.name)) return [];
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    return entry.isDirectory() ? walk(path) : [path];
  });
}

export const files: readonly string[] = walk('').sort();

export const text = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

export const linesOf = (path: string): number => text(path).trimEnd().split('\n').length;

/** Files that people write as text; the rest are fonts and pictures. */
export const isText = (path: string): boolean =>
  !/\.(png|jpe?g|gif|ico|woff2?|ttf|pcapng|pcap|zip|wasm)$/.test(path);

export const topLevel = (): string[] => readdirSync(ROOT).filter((name) => !isIgnored(name));

/** Every folder that holds a file, at any depth. */
export const folders: readonly string[] = [
  ...new Set(
    files.flatMap((path) => {
      const parts = path.split('/').slice(0, -1);
      return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
    }),
  ),
].sort();
