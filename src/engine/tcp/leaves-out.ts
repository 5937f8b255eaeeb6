/** What this model does not do of RFC 9293 §3 and around it, for the pages to say; the sentences: `left-out.<id>` in content/reasons/tcp.<lang>.json. */
export const LEFT_OUT: readonly string[] = [
  'time-wait-return',
  'syn-queue-pressure',
  'missing-timestamps',
  'icmp',
  'arp',
  'frame-check',
];
