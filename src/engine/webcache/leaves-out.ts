/** What this model does not do, for the pages to say; the sentences: `left-out.<id>` in content/sandboxes/web-cache. */
export const LEFT_OUT: readonly string[] = [
  'connections',
  'compression',
  'one-address',
  'background-clock',
  'bfcache',
  'patience',
  'purge',
];
