import { readdirSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { unzipSync } from 'fflate';
import type { Language } from '#i18n/languages.ts';

export interface Unpacked {
  /** The edition's folder as an address, with a slash at its end. */
  readonly root: string;
  /** Its files, as paths from there. */
  readonly files: readonly string[];
  remove(): Promise<void>;
}

/** export/keepalive-<version>.zip, or that of one language, unpacked as a reader does, in a folder whose name has a space and a Hangul syllable in it. */
export async function unpacked(lang?: Language): Promise<Unpacked> {
  const folder = join(import.meta.dirname, '../../export');
  const name = readdirSync(folder).find((one) =>
    lang ? one.endsWith(`-${lang}.zip`) : /^keepalive-[\d.]+\.zip$/.test(one),
  );
  if (!name) throw new Error('export/ has no zip: run `npm run export`');
  const target = join(await mkdtemp(join(tmpdir(), 'keepalive-')), '내 문서');
  const files: string[] = [];
  for (const [path, bytes] of Object.entries(unzipSync(readFileSync(join(folder, name))))) {
    await mkdir(dirname(join(target, path)), { recursive: true });
    await writeFile(join(target, path), bytes);
    files.push(path.slice(path.indexOf('/') + 1));
  }
  const root = `${pathToFileURL(join(target, name.replace(/\.zip$/, ''))).href}/`;
  return { root, files, remove: () => rm(dirname(target), { recursive: true, force: true }) };
}
