/** So many records are worth asking for: a browser may ask the reader in turn, and a first visit is no time for that. */
export const WORTH_KEEPING = 10;

/**
 * Asks the browser not to clear the record when the disk fills up: once in the life of a log, when it has become worth it.
 * @param before records that were kept before, @param after and now
 */
export function keepFor(before: number, after: number): void {
  if (before >= WORTH_KEEPING || after < WORTH_KEEPING) return;
  try {
    // refused or unknown: the record stays as safe as it was
    navigator.storage.persist().catch(() => undefined);
  } catch {
    // outside of secure contexts there is no `storage`
  }
}
