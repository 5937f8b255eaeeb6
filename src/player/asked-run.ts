import type { Run } from '#engine/kernel/trace.ts';
import type { Setup } from './model.ts';

/** What a sandbox of this page shows: the run, and what the reader made it follow from. */
export interface Shown {
  readonly run: Run;
  readonly setup: Setup;
}

const NAME = 'keepalive-run';
interface Asking {
  readonly sandbox: string;
  readonly take: (shown: Shown) => void;
}

/** Lets others on the page ask what a sandbox shows. */
export function tellRun(sandbox: string, shown: () => Shown, signal: AbortSignal): void {
  document.addEventListener(
    NAME,
    (event) => {
      const asking = (event as CustomEvent<Asking>).detail;
      if (asking.sandbox === sandbox) asking.take(shown());
    },
    { signal },
  );
}

/** What the sandbox of that name shows; undefined where none is alive on this page. */
export function askRun(sandbox: string): Shown | undefined {
  let found: Shown | undefined;
  const detail: Asking = { sandbox, take: (shown) => (found ??= shown) };
  document.dispatchEvent(new CustomEvent(NAME, { detail }));
  return found;
}
