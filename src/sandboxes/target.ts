import type { TraceEvent } from '#engine/kernel/trace.ts';

/** The packet that an act on an event is done to. A copy has no name of its own among the originals: what is done to it would be done to nothing. */
export function targetOf({ name }: TraceEvent): string | undefined {
  return typeof name === 'string' && !name.endsWith('/copy') ? name : undefined;
}
