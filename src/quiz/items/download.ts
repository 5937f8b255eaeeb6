import { exported } from '../core/transfer.ts';
import type { LogStore } from '../store/store.ts';

/** Hands the whole log to the reader as a file. */
export async function download(log: LogStore): Promise<void> {
  const url = URL.createObjectURL(new Blob([exported(await log.all())], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = `keepalive-progress-${new Date().toISOString().slice(0, 10)}.json`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
