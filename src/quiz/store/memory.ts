import { merged, type LogEvent } from '../core/log.ts';
import type { LogStore, Trouble } from './store.ts';

/** Keeps the log as long as the page lives. */
export function memoryStore(trouble: Trouble = 'missing'): LogStore {
  let log: LogEvent[] = [];
  const listeners = new Set<() => void>();
  return {
    trouble: () => trouble,
    all: async () => log,
    async append(events) {
      const before = log.length;
      log = merged(log, events);
      const added = log.length - before;
      if (added > 0) for (const listener of listeners) listener();
      return added;
    },
    watch(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => listeners.clear(),
  };
}
