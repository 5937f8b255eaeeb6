import { inTurn } from './address.ts';
import type { Ask, Kept } from './messages.ts';
import {
  BYTES,
  EVERYTHING,
  fetchExact,
  fileKey,
  FILES,
  key,
  names,
  SHELL,
  store,
  wantsEverything,
  type Files,
} from './store.ts';

/** How many files are fetched at a time. */
const AT_ONCE = 6;
const addresses = Object.keys(FILES);

/** Those of `wanted` that are not kept yet. */
async function missing(wanted: readonly string[]): Promise<string[]> {
  const kept = new Set(await names());
  return wanted.filter((one) => FILES[one] !== undefined && !kept.has(fileKey(one, FILES[one])));
}

const fetchAll = async (wanted: readonly string[], told?: () => void): Promise<void> => {
  const cache = await store();
  await inTurn(AT_ONCE, wanted, async (address) => {
    await fetchExact(cache, address, FILES[address]!);
    told?.();
  });
};

/** What a new release must have before it counts: the shell, what the reader has read of the one before, or everything. */
export async function fetchRelease(before: readonly Files[]): Promise<void> {
  if (await wantsEverything()) return fetchAll(await missing(addresses));
  const kept = new Set(await names());
  const read = before.flatMap((files) =>
    Object.entries(files)
      .filter(([address, digest]) => kept.has(fileKey(address, digest)))
      .map(([address]) => address),
  );
  return fetchAll(await missing([...new Set([...SHELL, ...read])]));
}

async function state(over = true): Promise<Kept> {
  const kept = addresses.length - (await missing(addresses)).length;
  return { everything: await wantsEverything(), kept, of: addresses.length, bytes: BYTES, over };
}

/** Does what a page asks; `tell` is called once or, while it goes on, often. */
export async function obey(ask: Ask, tell: (kept: Kept) => void): Promise<void> {
  const cache = await store();
  if (ask.keepalive === 'read') {
    // what cannot be had now will be kept when it is read again
    await fetchAll(await missing(ask.addresses)).catch(() => undefined);
  } else if (ask.keepalive === 'forget') {
    await cache.delete(EVERYTHING);
    const stay = new Set(SHELL.map((one) => fileKey(one, FILES[one]!)));
    for (const name of await names())
      if (name.startsWith(key('file', '')) && !stay.has(name)) await cache.delete(name);
  } else if (ask.keepalive === 'keep') {
    await keepEverything(cache, tell);
    return;
  }
  tell(await state());
}

async function keepEverything(cache: Cache, tell: (kept: Kept) => void): Promise<void> {
  try {
    await cache.put(EVERYTHING, new Response('1'));
    const now = await state(false);
    let { kept } = now;
    tell(now);
    await fetchAll(await missing(addresses), () => tell({ ...now, kept: ++kept }));
    tell(await state());
  } catch (error) {
    // half of it is of use; the next release shall not wait for the other half
    await cache.delete(EVERYTHING);
    const failed = error instanceof DOMException && error.name === 'QuotaExceededError' ? 'room' : 'network';
    tell({ ...(await state()), failed });
  }
}
