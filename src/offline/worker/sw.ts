/**
 * The service worker. Files are kept by what they are (the digest of their bytes), releases are lists of them, and each open page
 * (client) belongs to the release it was opened from. So a new release can take over at once: pages that are open go on with
 * theirs until they are left or reloaded, every newly opened page is whole and new, and nothing is ever half of each.
 */
import { addressIn } from './address.ts';
import { fetchRelease, obey } from './keep.ts';
import { readAsk } from './messages.ts';
import type { Fetching, WorkerScope } from './scope.ts';
import { fetchExact, fileKey, FILES, key, names, read, root, store, VERSION, type Files } from './store.ts';

declare const self: WorkerScope;

self.addEventListener('install', (event) => event.waitUntil(install()));
self.addEventListener('activate', (event) => event.waitUntil(activate()));
self.addEventListener('fetch', (event) => {
  const address = event.request.method === 'GET' ? addressIn(root, event.request.url) : undefined;
  if (address !== undefined) event.respondWith(answer(event, address));
});
self.addEventListener('message', (event) => {
  const ask = readAsk(event.data);
  const [port] = event.ports;
  if (ask) event.waitUntil(obey(ask, (kept) => port?.postMessage(kept)));
});

/** Fetches what is not kept yet; the release counts only when all of it is there. */
async function install(): Promise<void> {
  const releases = (await names()).filter((name) => name.startsWith(key('release', '')));
  const before = await Promise.all(releases.map(async (name) => (await (await read(name))!.json()) as Files));
  await fetchRelease(before);
  await (await store()).put(key('release', VERSION), Response.json(FILES));
  await self.skipWaiting();
}

async function activate(): Promise<void> {
  // pages from before there was a worker; all others are known
  for (const { id } of await self.clients.matchAll({ includeUncontrolled: true, type: 'all' })) {
    if (!(await read(key('client', id)))) await remember(id, VERSION);
  }
  await self.clients.claim();
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
    // what is not kept is fetched and kept, if the server still has just that
    return (
      (await cache.match(fileKey(address, digest))) ??
      fetchExact(cache, address, digest).catch(() => reach(request, opens, address, files))
    );
  }
  if (opens && files[`${address}/`] !== undefined)
    return Response.redirect(`${root}${address}/${new URL(request.url).search}`, 302);
  return reach(request, opens, address, files);
}

/** The network as it is; without it, a page that says why this one cannot be shown. */
async function reach(request: Request, opens: boolean, address: string, files: Files): Promise<Response> {
  try {
    return await fetch(request);
  } catch (error) {
    const known = files[address] !== undefined;
    const page = opens ? await instead(address, files, known) : undefined;
    if (page) return page;
    throw error;
  }
}

/** The release's own page for what it does not have, or for what it has but nobody has read here yet. */
async function instead(address: string, files: Files, known: boolean): Promise<Response | undefined> {
  const name = known ? 'offline' : '404';
  const page = [`${address.split('/')[0]}/${name}/`, `en/${name}/`].find((one) => files[one] !== undefined);
  const kept = page === undefined ? undefined : await read(fileKey(page, files[page]!));
  return kept && new Response(kept.body, { status: known ? 503 : 404, headers: kept.headers });
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

/** Forgets pages that are closed, then releases that no page is open from, then files of no release. */
async function sweep(opening: string): Promise<void> {
  const cache = await store();
  const all = await names();
  const of = (kind: 'file' | 'release' | 'client') => all.filter((name) => name.startsWith(key(kind, '')));
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
