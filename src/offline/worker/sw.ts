/**
 * The service worker. Files are kept by what they are (the digest of their bytes), releases are lists of them, and each open page
 * (client) belongs to the release it was opened from. So a new release can take over at once: pages that are open go on with
 * theirs until they are left or reloaded, every newly opened page is whole and new, and nothing is ever half of each.
 */
import type { Release } from '../release.ts';
import { addressIn, inTurn } from './address.ts';
import type { Fetching, WorkerScope } from './scope.ts';

declare const RELEASE: Release;
declare const self: WorkerScope;

type Files = Release['files'];
const { version: VERSION, files: FILES } = RELEASE;
const root = self.registration.scope;
const key = (kind: 'file' | 'release' | 'client', name: string): string =>
  `${root}.keepalive/${kind}/${name}`;
const store = (): Promise<Cache> => caches.open(`keepalive ${root}`);
/** The same bytes may be served under two types. */
const fileKey = (address: string, digest: string): string =>
  key('file', digest + (/\.\w+$/.exec(address)?.[0] ?? '.html'));

self.addEventListener('install', (event) => event.waitUntil(install()));
self.addEventListener('activate', (event) => event.waitUntil(activate()));
self.addEventListener('fetch', (event) => {
  const address = event.request.method === 'GET' ? addressIn(root, event.request.url) : undefined;
  if (address !== undefined) event.respondWith(answer(event, address));
});

/** Fetches what is not kept yet; the release counts only when all of it is there. */
async function install(): Promise<void> {
  const cache = await store();
  await inTurn(6, Object.entries(FILES), async ([address, digest]) => {
    if (!(await cache.match(fileKey(address, digest)))) await fetchExact(cache, address, digest);
  });
  await cache.put(key('release', VERSION), Response.json(FILES));
  await self.skipWaiting();
}

async function activate(): Promise<void> {
  // pages from before there was a worker; all others are known
  for (const { id } of await self.clients.matchAll({ includeUncontrolled: true, type: 'all' })) {
    if (!(await read(key('client', id)))) await remember(id, VERSION);
  }
  await self.clients.claim();
}

/** Only bytes of this release are kept: in the middle of a deployment the server may still (or already) have others. */
async function fetchExact(cache: Cache, address: string, digest: string): Promise<Response> {
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

async function answer(event: Fetching, address: string): Promise<Response> {
  const { request, clientId, resultingClientId } = event;
  const opens = request.mode === 'navigate';
  const version = opens ? VERSION : await versionOf(clientId);
  if (resultingClientId) await remember(resultingClientId, version);
  if (opens) event.waitUntil(sweep(resultingClientId));
  const files = await filesOf(version);
  const digest = files[address];
  if (digest !== undefined) {
    const cache = await store();
    // what the browser threw away is fetched again, if the server still has just that
    return (
      (await cache.match(fileKey(address, digest))) ??
      fetchExact(cache, address, digest).catch(() => fetch(request))
    );
  }
  if (opens && files[`${address}/`] !== undefined)
    return Response.redirect(`${root}${address}/${new URL(request.url).search}`, 302);
  try {
    return await fetch(request);
  } catch (error) {
    const page = opens ? await missing(address, files) : undefined;
    if (page) return page;
    throw error;
  }
}

/** Without network, an address that the release does not have gets the release's own page for that. */
async function missing(address: string, files: Files): Promise<Response | undefined> {
  const page = [`${address.split('/')[0]}/404/`, 'en/404/'].find((one) => files[one] !== undefined);
  const kept = page === undefined ? undefined : await read(fileKey(page, files[page]!));
  return kept && new Response(kept.body, { status: 404, headers: kept.headers });
}

const versions = new Map<string, string>();

async function versionOf(client: string): Promise<string> {
  return versions.get(client) ?? (await (await read(key('client', client)))?.text()) ?? VERSION;
}

async function remember(client: string, version: string): Promise<void> {
  versions.set(client, version);
  // a full disk costs the memory of the page's release, not the page
  await (await store()).put(key('client', client), new Response(version)).catch(() => undefined);
}

async function filesOf(version: string): Promise<Files> {
  if (version === VERSION) return FILES;
  const kept = await read(key('release', version));
  return kept ? ((await kept.json()) as Files) : FILES;
}

const read = async (name: string): Promise<Response | undefined> => (await store()).match(name);

/** Forgets pages that are closed, then releases that no page is open from, then files of no release. */
async function sweep(opening: string): Promise<void> {
  const cache = await store();
  const names = (await cache.keys()).map(({ url }) => url);
  const of = (kind: 'file' | 'release' | 'client') => names.filter((name) => name.startsWith(key(kind, '')));
  const alive = new Set([VERSION]);
  for (const name of of('client')) {
    const id = name.slice(key('client', '').length);
    if (id === opening || (await self.clients.get(id))) alive.add(await versionOf(id));
    else await cache.delete(name);
  }
  const gone = of('release').filter((name) => !alive.has(name.slice(key('release', '').length)));
  if (gone.length === 0) return;
  const kept = new Set<string>();
  for (const version of alive)
    for (const [address, digest] of Object.entries(await filesOf(version)))
      kept.add(fileKey(address, digest));
  for (const name of [...gone, ...of('file').filter((name) => !kept.has(name))]) await cache.delete(name);
}
