/** What this model does not do, for the pages to say; the sentences: `left-out.<id>` in content/reasons/datapath.<lang>.json. */
export const LEFT_OUT: readonly string[] = [
  'measured',
  'caches',
  'one-core',
  'memory-of-the-card',
  'sent-interrupts',
  'congestion',
  'handshake',
];
