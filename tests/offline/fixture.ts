/** A site of three files that is built, served under a sub-path and deployed anew, as small as a service worker allows. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { workerFor } from '#offline/integration.ts';
import { releaseOf } from '#offline/release.ts';
import { serve } from '../support/serve.ts';

export interface Deployed {
  /** The site's root, with a slash at its end. */
  readonly root: string;
  /**
   * Puts a release there: every file says `state`; `late` files are still of the release before, as in the middle of a deployment;
   * `shell` is kept at once, all of it where it is not given.
   */
  deploy(state: string, late?: readonly string[], shell?: readonly string[]): Promise<void>;
  /** Puts one file there, without a release. */
  replace(path: string, content: string): Promise<void>;
  /** Stops the server for good. */
  cut(): Promise<void>;
}

const PAGES = ['index.html', 'second/index.html', 'en/404/index.html', 'en/offline/index.html'];

/** No two pages are of the same bytes, which would be kept once. */
const page = (state: string, path: string) =>
  `<!DOCTYPE html><html lang="en"><head><title>${state}</title><link rel="icon" href="data:,"></head><body><h1>${state}</h1><p>${path}</p></body></html>`;

export async function deployed(): Promise<Deployed> {
  const folder = await mkdtemp(join(tmpdir(), 'keepalive-'));
  const server = await serve(folder, 0);
  const deploy = async (state: string, late: readonly string[] = [], shell?: readonly string[]) => {
    const files: [string, Uint8Array][] = [
      ...PAGES.map((path) => [path, page(state, path)]),
      ['data.json', JSON.stringify({ state })],
    ].map(([path, text]) => [path!, new TextEncoder().encode(text)]);
    for (const [path, bytes] of files) if (!late.includes(path)) await put(join(folder, 'net', path), bytes);
    await put(join(folder, 'net/sw.js'), await workerFor(releaseOf(files, shell)));
  };
  const cut = async () => {
    await server.close();
    await rm(folder, { recursive: true, force: true });
  };
  return {
    root: `${server.origin}/net/`,
    deploy,
    replace: (path, content) => put(join(folder, 'net', path), content),
    cut,
  };
}

async function put(path: string, content: string | Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
}
