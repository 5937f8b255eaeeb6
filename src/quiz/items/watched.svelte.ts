import { onMount } from 'svelte';
import type { LogEvent } from '../core/log.ts';
import type { LogStore } from '../store/store.ts';

/** The reader's log as it is now, here or by another tab. Absent in the static page: then there are no events. */
export function watched(store: () => LogStore | undefined): Watched {
  let events: readonly LogEvent[] = $state.raw([]);
  let loaded = $state(false);
  async function refresh(): Promise<void> {
    const log = store();
    if (!log) return;
    events = await log.all();
    loaded = true;
  }
  onMount(() => {
    void refresh();
    return store()?.watch(() => void refresh());
  });
  return {
    get events() {
      return events;
    },
    get loaded() {
      return loaded;
    },
    refresh,
  };
}

export interface Watched {
  readonly events: readonly LogEvent[];
  /** The events have been read. */
  readonly loaded: boolean;
  /** Reads them again, at once. */
  refresh(): Promise<void>;
}
