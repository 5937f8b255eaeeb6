import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { IDBFactory } from 'fake-indexeddb';
import { openDB } from 'idb';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { merged, type LogEvent } from '#quiz/core/log.ts';
import { schedule } from '#quiz/core/schedule.ts';
import { exported, imported, VERSION } from '#quiz/core/transfer.ts';
import { DATABASE, openLog } from '#quiz/store/indexed.ts';
import { memoryStore } from '#quiz/store/memory.ts';
import type { LogStore } from '#quiz/store/store.ts';

/** Files that readers have on their disks. They are never changed: what was exported once is read for ever. */
const FOLDER = join(import.meta.dirname, '../vectors/progress');
const files = readdirSync(FOLDER).map((name) => ({ name, text: readFileSync(join(FOLDER, name), 'utf8') }));
const eventsOf = (text: string) => (JSON.parse(text) as { events: LogEvent[] }).events;

beforeEach(() => void (globalThis.indexedDB = new IDBFactory()));

describe.each(files)('$name, exported by an earlier edition', ({ name, text }) => {
  it('is taken in whole', () => {
    expect(imported(text)).toEqual({ ok: true, events: eventsOf(text) });
  });
  it('is scheduled by what it says', () => {
    const reviews = eventsOf(text).filter((event) => event.type === 'review');
    const versions = new Map(reviews.map(({ item, version }) => [item, version]));
    const memories = schedule(eventsOf(text), { versions });
    expect([...memories.keys()].sort()).toEqual([...versions.keys()].sort());
    for (const { due, lastAt } of memories.values()) expect(due).toBeGreaterThan(lastAt);
  });
  it('comes out as a file of today, with nothing lost', () => {
    const again = exported(eventsOf(text));
    expect(JSON.parse(again)).toMatchObject({ version: VERSION });
    expect(imported(again)).toEqual({ ok: true, events: merged(eventsOf(text)) });
  });
  it('is read where it lies, as the database of that edition kept it', async () => {
    const old = await openDB(DATABASE, 1, {
      upgrade: (db) => void db.createObjectStore('log', { keyPath: 'id' }),
    });
    for (const event of eventsOf(text)) await old.add('log', event);
    old.close();
    const log = await openLog();
    expect(await log.all()).toEqual(merged(eventsOf(text)));
    expect(log.trouble()).toBeUndefined();
    log.close();
  });
  it('is named by its version', () => expect(name).toBe(`${JSON.parse(text).version}.json`));
});

it('there is a file of every version, with every type of event', () => {
  expect(files.map(({ name }) => name)).toEqual(Array.from({ length: VERSION }, (_, n) => `${n + 1}.json`));
  const types = (text: string) => [...new Set(eventsOf(text).map(({ type }) => type))].sort();
  expect(types(files.at(-1)!.text)).toEqual([
    'draft',
    'handed',
    'left',
    'read',
    'retention',
    'review',
    'session',
    'turn',
  ]);
});

describe('a log taken into another', () => {
  const id = fc.constantFrom('a', 'b', 'c', 'd', 'e');
  const event: fc.Arbitrary<LogEvent> = fc.record({ type: fc.constant('read'), id, at: fc.nat(9), page: id });
  const log = fc.array(event, { maxLength: 8 });
  const fresh: readonly [string, () => Promise<LogStore>][] = [
    ['in memory', async () => memoryStore()],
    [
      'in IndexedDB',
      () => {
        globalThis.indexedDB = new IDBFactory();
        return openLog();
      },
    ],
  ];
  /** What a device has after these files were imported one after the other. */
  async function after(open: () => Promise<LogStore>, ...logs: LogEvent[][]): Promise<LogEvent[]> {
    const store = await open();
    for (const one of logs) {
      const file = imported(exported(one));
      if (file.ok) await store.append(file.events);
    }
    const all = await store.all();
    store.close();
    return all;
  }
  it.each(fresh)('gives the same in any order and however often (%s)', async (_, open) => {
    await fc.assert(
      fc.asyncProperty(log, log, log, async (a, b, c) => {
        const whole = merged(a, b, c);
        expect(await after(open, a, b, c)).toEqual(whole);
        expect(await after(open, c, a, b, a, c)).toEqual(whole);
        expect(await after(open, a, await after(open, b, c))).toEqual(whole);
      }),
      { numRuns: 25 },
    );
  });
});
