import type { Release } from '../release.ts';
import type { WorkerScope } from './scope.ts';

declare const RELEASE: Release;
declare const self: WorkerScope;

export const { version: VERSION, files: FILES, shell: SHELL, bytes: BYTES } = RELEASE;
export type Files = Release['files'];
export const root = self.registration.scope;

/** Names in the one cache of the site: files by digest, releases, open pages, and what the reader wants. */
export const key = (kind: 'file' | 'release' | 'client' | 'wish', name: string): string =>
  `${root}.keepalive/${kind}/${name}`;
export const EVERYTHING = key('wish', 'everything');
export const store = (): Promise<Cache> => caches.open(`keepalive ${root}`);
export const read = async (name: string): Promise<Response | undefined> => (await store()).match(name);
export const wantsEverything = async (): Promise<boolean> => (await read(EVERYTHING)) !== undefined;

/** The same bytes may be served under two types. */
export const fileKey = (address: string, digest: string): string =>
  key('file', digest + (/\.\w+$/.exec(address)?.[0] ?? '.html'));

/** Names of all that is kept. */
export const names = async (): Promise<string[]> => (await (await store()).keys()).map(({ url }) => url);

/** Only bytes of this release are kept: in the middle of a deployment the server may still (or already) have others. */
export async function fetchExact(cache: Cache, address: string, digest: string): Promise<Response> {
  const response = await fetch(root + address, { cache: 'no-cache' });
  const bytes = await response.clone().arrayBuffer();
  const found = [...new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))].map((byte) =>
    byte.toString(16).padStart(2, '0'),
  );
  if (!response.ok || response.redirected || found.join('').slice(0, 32) !== digest)
    throw new Error(`${address} is not of release ${VERSION}`);
  const headers = new Headers(response.headers);
  headers.delete('vary');
  const exact = new Response(bytes, { headers });
  await cache.put(fileKey(address, digest), exact.clone());
  return exact;
}
