/** What this model does not do, for the pages to say; the sentences: `left-out.<id>` in content/reasons/pageload.<lang>.json. */
export const LEFT_OUT: readonly string[] = [
  'tls-over-tcp',
  'quic-encryption',
  'quic-spaces',
  'qpack',
  'dns',
  'browser',
  'order',
  'pacing',
];
