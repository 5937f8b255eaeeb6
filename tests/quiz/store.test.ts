import 'fake-indexeddb/auto';
import { IDBFactory, IDBObjectStore, IDBTransaction } from 'fake-indexeddb';
import { openDB } from 'idb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { memoryStore } from '#quiz/store/memory.ts';
import { DATABASE, openLog } from '#quiz/store/indexed.ts';
import type { LogEvent } from '#quiz/core/log.ts';
import { WORTH_KEEPING } from '#quiz/store/persist.ts';
import type { LogStore } from '#quiz/store/store.ts';
import { review } from './build.ts';

const opened: LogStore[] = [];
async function tab(): Promise<LogStore> {
  const store = await openLog();
  opened.push(store);
  return store;
}
beforeEach(() => void (globalThis.indexedDB = new IDBFactory()));
afterEach(() => {
  for (const store of opened.splice(0)) store.close();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

describe.each<[string, () => Promise<LogStore>]>([
  ['in memory', async () => memoryStore()],
  ['in IndexedDB', tab],
])('a log %s', (_, open) => {
  it('gives every event once, in the order it was made', async () => {
    const store = await open();
    expect(await store.append([review('b', 2, 1), review('a', 1, 0)])).toBe(2);
    expect(await store.append([review('a', 1, 0), review('c', 3, 1)])).toBe(1);
    expect((await store.all()).map(({ id }) => id)).toEqual(['a-1', 'b-2', 'c-3']);
  });
  it('tells who watches, until they stop', async () => {
    const store = await open();
    const heard = vi.fn<() => void>();
    const stop = store.watch(heard);
    await store.append([review('a', 1, 0)]);
    expect(heard).toHaveBeenCalledTimes(1);
    stop();
    await store.append([review('b', 2, 0)]);
    expect(heard).toHaveBeenCalledTimes(1);
  });
});

describe('IndexedDB', () => {
  it('keeps the log for the next visit', async () => {
    const first = await tab();
    await first.append([review('a', 1, 1)]);
    expect(first.trouble()).toBeUndefined();
    first.close();
    expect(await (await tab()).all()).toEqual([review('a', 1, 1)]);
  });
  it('asks for everything at once: a page that goes away now has no later', async () => {
    const store = await tab();
    const commit = vi.spyOn(IDBTransaction.prototype, 'commit');
    const appending = store.append([review('a', 1, 1), review('b', 2, 1)]);
    for (let microtask = 0; microtask < 5; microtask += 1) await Promise.resolve();
    expect(commit).toHaveBeenCalledTimes(1);
    expect(await appending).toBe(2);
  });
  it('two tabs at once lose nothing and hear of each other', async () => {
    const [one, two] = [await tab(), await tab()];
    const heard = new Promise<void>((resolve) => void two.watch(resolve));
    await Promise.all([
      one.append([review('a', 1, 1)]),
      ...Array.from({ length: 20 }, (_, n) => (n % 2 ? one : two).append([review('b', n, 0)])),
    ]);
    await heard;
    expect(await one.all()).toHaveLength(21);
    expect(await two.all()).toEqual(await one.all());
  });
  it('of two events with one id the earlier stays, whichever came first', async () => {
    const [first, later]: LogEvent[] = [
      { type: 'read', id: 'read:page', at: 1, page: 'page' },
      { type: 'read', id: 'read:page', at: 2, page: 'page' },
    ];
    for (const [n, order] of [
      [first!, later!],
      [later!, first!],
    ].entries()) {
      globalThis.indexedDB = new IDBFactory();
      const store = await tab();
      const added: number[] = [];
      for (const event of order) added.push(await store.append([event]));
      expect(added, `order ${n}`).toEqual([1, 0]);
      expect(await store.all()).toEqual([first]);
    }
  });
  it('passes over what is not an event, and leaves it where it is', async () => {
    const store = await tab();
    await store.append([review('a', 1, 1)]);
    const raw = await openDB(DATABASE);
    await raw.put('log', { id: 'x', type: 'note', text: '<script>' });
    expect(await store.append([{ type: 'read', id: 'x', at: 1, page: 'x' }])).toBe(0);
    expect(await store.all()).toEqual([review('a', 1, 1)]);
    expect(await raw.count('log')).toBe(2);
    expect(await raw.get('log', 'x')).toMatchObject({ text: '<script>' });
    raw.close();
  });
});

describe('where storage does not work the page goes on in memory', () => {
  const goesOn = async (store: LogStore) => {
    await store.append([review('z', 9, 1)]);
    expect((await store.all()).some(({ id }) => id === 'z-9')).toBe(true);
  };
  it('no IndexedDB at all', async () => {
    vi.stubGlobal('indexedDB', undefined);
    const store = await tab();
    expect(store.trouble()).toBe('missing');
    await goesOn(store);
  });
  it('an opaque origin: the mere name throws', async () => {
    const before = Object.getOwnPropertyDescriptor(globalThis, 'indexedDB')!;
    Object.defineProperty(globalThis, 'indexedDB', {
      configurable: true,
      get: () => {
        throw new DOMException('denied', 'SecurityError');
      },
    });
    const store = await tab();
    Object.defineProperty(globalThis, 'indexedDB', before);
    expect(store.trouble()).toBe('blocked');
    await goesOn(store);
  });
  it('opening is refused', async () => {
    vi.spyOn(globalThis.indexedDB, 'open').mockImplementation(() => {
      throw new DOMException('denied', 'SecurityError');
    });
    const store = await tab();
    expect(store.trouble()).toBe('blocked');
    await goesOn(store);
  });
  it('opening never answers', async () => {
    vi.useFakeTimers();
    const request = globalThis.indexedDB.open('other');
    vi.spyOn(globalThis.indexedDB, 'open').mockReturnValue(
      Object.create(request, { addEventListener: { value: () => undefined } }),
    );
    const opening = tab();
    await vi.advanceTimersByTimeAsync(5000);
    const store = await opening;
    vi.useRealTimers();
    expect(store.trouble()).toBe('blocked');
    await goesOn(store);
  });
  it('full: what was stored stays, what is new is in memory, and both are exported', async () => {
    const store = await tab();
    await store.append([review('a', 1, 1)]);
    const full = vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError');
    });
    await store.append([review('b', 2, 1), review('c', 3, 1)]);
    expect(store.trouble()).toBe('full');
    expect((await store.all()).map(({ id }) => id)).toEqual(['a-1', 'b-2', 'c-3']);
    full.mockRestore();
    // Room again: the next answer takes the waiting ones along.
    expect(await store.append([review('d', 4, 1)])).toBe(1);
    expect(store.trouble()).toBeUndefined();
    expect((await (await tab()).all()).map(({ id }) => id)).toEqual(['a-1', 'b-2', 'c-3', 'd-4']);
  });
  it('full: what is being refused right now is in an export, too', async () => {
    const store = await tab();
    vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError');
    });
    void store.append([review('a', 1, 1)]);
    expect((await store.all()).map(({ id }) => id)).toEqual(['a-1']);
  });
  it('the database is taken away while in use', async () => {
    const store = await tab();
    await store.append([review('a', 1, 1)]);
    await store.all();
    const newer = await openDB(DATABASE, 2); // a later version of the site in another tab
    await store.append([review('b', 2, 1)]);
    expect(store.trouble()).toBe('broken');
    expect((await store.all()).map(({ id }) => id)).toEqual(['a-1', 'b-2']);
    newer.close();
  });
  it('no BroadcastChannel: this tab still hears itself', async () => {
    vi.stubGlobal('BroadcastChannel', undefined);
    const store = await tab();
    const heard = vi.fn<() => void>();
    store.watch(heard);
    await store.append([review('a', 1, 1)]);
    expect(heard).toHaveBeenCalled();
  });
});

describe('a browser is asked to keep the record', () => {
  const asking = () => {
    const persist = vi.fn<() => Promise<boolean>>(() => Promise.resolve(true));
    vi.stubGlobal('navigator', { storage: { persist } });
    return persist;
  };
  const reviews = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, n) => review('a', from + n, 1));

  it('when it has become worth keeping: not on opening, and once', async () => {
    const persist = asking();
    const store = await tab();
    await store.append(reviews(0, WORTH_KEEPING - 1));
    expect(persist).not.toHaveBeenCalled();
    await store.append(reviews(WORTH_KEEPING - 1, WORTH_KEEPING));
    expect(persist).toHaveBeenCalledTimes(1);
    await store.append(reviews(WORTH_KEEPING, WORTH_KEEPING + 20));
    await (await tab()).append(reviews(100, 101));
    expect(persist).toHaveBeenCalledTimes(1);
  });
  it('when a file brings a record', async () => {
    const persist = asking();
    await (await tab()).append(reviews(0, 500));
    expect(persist).toHaveBeenCalledTimes(1);
  });
  it.each<[string, unknown]>([
    ['refuses', { storage: { persist: () => Promise.reject(new TypeError('no')) } }],
    ['cannot', {}],
  ])('and goes on where it %s', async (_, navigator) => {
    vi.stubGlobal('navigator', navigator);
    const store = await tab();
    expect(await store.append(reviews(0, WORTH_KEEPING))).toBe(WORTH_KEEPING);
    expect(store.trouble()).toBeUndefined();
  });
});
