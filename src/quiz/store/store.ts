import type { LogEvent } from '../core/log.ts';

/** Why the log is only in memory: there is no IndexedDB, it may not be used, it is full, or it broke while in use. */
export type Trouble = 'missing' | 'blocked' | 'full' | 'broken';

/** Where the events are kept. Only ever added to. */
export interface LogStore {
  /** Undefined while everything is kept; else why some events live only as long as the page. */
  trouble(): Trouble | undefined;
  /** Everything, each event once, in the order it was made. */
  all(): Promise<LogEvent[]>;
  /** Adds the events that are not there yet; gives how many that were. Never rejects: what cannot be kept stays in memory. */
  append(events: readonly LogEvent[]): Promise<number>;
  /** Calls when anything was added, here or in another tab. Gives what ends it. */
  watch(listener: () => void): () => void;
  close(): void;
}
