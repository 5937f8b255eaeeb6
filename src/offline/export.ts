/**
 * `npm run export [-- ko] [--built]`: the whole site as one zip, to be opened from disk by a double click on index.html; with a
 * language, in that one alone. Builds the site first; with `--built` takes dist/ as it is.
 */
import { execFileSync } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { zip, type AsyncZippable } from 'fflate';
import { pagesBundle, progressBundle } from './bundle.ts';
import { isLanguage, twinOf } from '#i18n/languages.ts';
import { asScript, isOf, partOf } from './data.ts';
import { filesIn } from './integration.ts';
import { rewrite, type Edition } from './rewrite.ts';

const root = join(import.meta.dirname, '..', '..');
const dist = join(root, 'dist');
const say = (text: string) => process.stdout.write(`${text}\n`);

async function main(): Promise<void> {
  const base = `/${(process.env['BASE_PATH'] ?? '').replace(/^\/|\/$/g, '')}/`.replace('//', '/');
  if (!process.argv.includes('--built')) {
    say('Building the site');
    execFileSync('npm', ['run', '--silent', 'build'], {
      cwd: root,
      stdio: 'inherit',
      shell: process.platform === 'win32',
    });
  }
  const only = process.argv.slice(2).find(isLanguage);
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string };
  say('Joining all scripts into one');
  const { script, style } = await pagesBundle(root, dist);
  const progress = await progressBundle(root);
  const without = only && twinOf(only);
  const built = (await filesIn(dist)).filter(([path]) => !without || !isOf(path, without));
  const top = new Set(built.map(([path]) => path.split('/')[0]!));
  const edition: Edition = { base, top, script: 'keepalive.js', style: 'keepalive.css', without };
  const files = new Map<string, Uint8Array>([
    [edition.script, text(script)],
    [edition.style, text(style)],
    // hidden in every page that has a quiz: see disk/log.ts
    [
      'progress.html',
      text(
        '<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>Progress</title><script src="progress.js"></script></html>',
      ),
    ],
    ['progress.js', text(progress.script)],
  ]);
  const count = { page: 0, file: 0, data: 0, none: 0 };
  for (const [path, bytes] of built) {
    const part = partOf(path);
    count[part]++;
    if (part === 'page') files.set(path, text(rewrite(new TextDecoder().decode(bytes), path, edition)));
    else if (part === 'data') files.set(`${path}.js`, text(asScript(path, bytes)));
    else if (part === 'file') files.set(path, bytes);
  }
  say(
    `${count.page} pages rewritten, ${count.data} data files wrapped, ${count.file} files taken as they are`,
  );
  const name = ['keepalive', version, only].filter(Boolean).join('-');
  const packed = await compress(name, files);
  await mkdir(join(root, 'export'), { recursive: true });
  await writeFile(join(root, 'export', `${name}.zip`), packed);
  say(`export/${name}.zip: ${(packed.length / 1024).toFixed(0)} KB. Unpack it and open ${name}/index.html.`);
}

const text = (content: string): Uint8Array => new TextEncoder().encode(content);

/** One folder in the zip, so that unpacking does not spill; a fixed time, so that the same site gives the same bytes. */
function compress(folder: string, files: ReadonlyMap<string, Uint8Array>): Promise<Uint8Array> {
  const tree: AsyncZippable = Object.fromEntries(
    [...files].sort(([a], [b]) => (a < b ? -1 : 1)).map(([path, bytes]) => [`${folder}/${path}`, bytes]),
  );
  return new Promise((done, failed) =>
    zip(tree, { level: 6, mtime: '2000-01-01' }, (error, data) => (error ? failed(error) : done(data))),
  );
}

try {
  await main();
} catch (error) {
  // what failed in the build has been said by the build
  if (!(error instanceof Error && 'status' in error)) console.error(error);
  process.exitCode = 1;
}
