import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import { merged, type LogEvent } from '../core/log.ts';
import { isLogEvent } from '../core/transfer.ts';
import { memoryStore } from './memory.ts';
import { keepFor } from './persist.ts';
import type { LogStore, Trouble } from './store.ts';

interface Schema extends DBSchema {
  log: { key: string; value: LogEvent };
}

export const DATABASE = 'keepalive';
/** Some private modes neither open nor refuse. */
const PATIENCE_MS = 4000;

/** The last tab that opened with a newer version waits until older ones let go: they do at once, and go on in memory. */
async function open(onLost: () => void): Promise<IDBPDatabase<Schema>> {
  const opening = openDB<Schema>(DATABASE, 1, {
    upgrade: (db) => void db.createObjectStore('log', { keyPath: 'id' }),
    blocking: (_now, _next, event) => {
      (event.target as IDBDatabase).close();
      onLost();
    },
    terminated: onLost,
  });
  let timer: ReturnType<typeof setTimeout> | undefined;
  const patience = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new DOMException('IndexedDB does not answer', 'TimeoutError')),
      PATIENCE_MS,
    );
  });
  try {
    return await Promise.race([opening, patience]);
  } catch (error) {
    opening.then((late) => late.close()).catch(() => undefined);
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

const troubleOf = (error: unknown, otherwise: Trouble): Trouble =>
  error instanceof Error && error.name === 'QuotaExceededError' ? 'full' : otherwise;

/**
 * A refused request ends the whole transaction. Rejects as a request that says an id is taken; else as the transaction, which comes
 * first: it knows the cause (QuotaExceededError), the request may not.
 */
async function settled(...all: readonly Promise<unknown>[]): Promise<void> {
  const failed = (await Promise.allSettled(all)).filter((result) => result.status === 'rejected');
  if (failed.length > 0) throw (failed.find(({ reason }) => isTaken(reason)) ?? failed[0]!).reason;
}
const isTaken = (error: unknown): boolean => error instanceof Error && error.name === 'ConstraintError';

/** Another tab's ear; where there is none, this tab alone is told. */
function channel(heard: () => void): { say(): void; close(): void } {
  try {
    const line = new BroadcastChannel(DATABASE);
    line.onmessage = heard;
    return { say: () => line.postMessage('added'), close: () => line.close() };
  } catch {
    return { say: () => undefined, close: () => undefined };
  }
}

/**
 * The log in IndexedDB. Whatever it refuses (private mode, full disk, a lost connection) is kept in memory beside it,
 * so that the page goes on and an export holds everything. What other programs left in the database is passed over.
 */
export async function openLog(): Promise<LogStore> {
  let exists: boolean;
  try {
    exists = globalThis.indexedDB !== undefined && globalThis.indexedDB !== null;
  } catch {
    return memoryStore('blocked'); // an opaque origin may throw at the mere name
  }
  if (!exists) return memoryStore('missing');
  let trouble: Trouble | undefined;
  let db: IDBPDatabase<Schema>;
  try {
    db = await open(() => (trouble ??= 'broken'));
  } catch (error) {
    return memoryStore(troubleOf(error, 'blocked'));
  }

  const beside = memoryStore();
  let last: LogEvent[] = [];
  const listeners = new Set<() => void>();
  const tell = () => {
    for (const listener of listeners) listener();
  };
  const line = channel(tell);

  /**
   * Asks for all of it and says that this is all, in one go: what a page that is about to go away still writes is kept. Rejects
   * with a ConstraintError, and adds nothing, where one of the ids is there already.
   */
  async function add(events: readonly LogEvent[]): Promise<Set<string>> {
    const transaction = db.transaction('log', 'readwrite', { durability: 'strict' });
    const before = transaction.store.count();
    const adding = events.map((event) => transaction.store.add(event));
    transaction.commit();
    await settled(transaction.done, before, ...adding);
    keepFor(await before, (await before) + events.length);
    return new Set(events.map(({ id }) => id));
  }

  /**
   * One transaction, so two tabs never lose each other's. Of two events with one id that stays which `merged` keeps, so that it
   * makes no difference which log is taken into which; what is not ours stays in any case. Gives the ids that are new.
   */
  async function put(events: readonly LogEvent[]): Promise<Set<string>> {
    const transaction = db.transaction('log', 'readwrite', { durability: 'strict' });
    const before = transaction.store.count();
    const added = new Set<string>();
    const adding = events.map(async (event) => {
      const there: unknown = await transaction.store.get(event.id);
      if (there === undefined) {
        await transaction.store.add(event);
        added.add(event.id);
      } else if (isLogEvent(there) && merged([there], [event])[0] !== there) {
        await transaction.store.put(event);
      }
    });
    await settled(transaction.done, before, ...adding);
    keepFor(await before, (await before) + added.size);
    return added;
  }

  const keep = (events: readonly LogEvent[]): Promise<Set<string>> =>
    add(events).catch((error: unknown) => {
      if (isTaken(error)) return put(events);
      throw error;
    });

  /** What is being written: an export must hold it too, wherever it ends up. */
  const underWay = new Set<Promise<number>>();

  async function append(events: readonly LogEvent[]): Promise<number> {
    let added: number;
    try {
      // What was refused before is tried again: room may have been made.
      const stored = await keep(merged(await beside.all(), events));
      added = events.filter(({ id }) => stored.has(id)).length;
      if (trouble === 'full') trouble = undefined;
    } catch (error) {
      trouble = troubleOf(error, 'broken');
      added = await beside.append(events);
    }
    tell();
    line.say();
    return added;
  }

  return {
    trouble: () => trouble,
    async all() {
      await Promise.all(underWay);
      try {
        const stored: unknown[] = await db.getAll('log');
        last = stored.filter(isLogEvent);
      } catch (error) {
        trouble ??= troubleOf(error, 'broken');
      }
      return merged(last, await beside.all());
    },
    append(events) {
      const appending = append(events).finally(() => underWay.delete(appending));
      underWay.add(appending);
      return appending;
    },
    watch(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close() {
      listeners.clear();
      line.close();
      db.close();
    },
  };
}
