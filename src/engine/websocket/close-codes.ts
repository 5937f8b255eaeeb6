/** Of RFC 6455 §7.4.1 those that our ends give. */
export const CLOSE = {
  normal: 1000,
  goingAway: 1001,
  protocolError: 1002,
  /** These two stand for what no frame said: they are never sent. */
  noStatus: 1005,
  abnormal: 1006,
  notUtf8: 1007,
  tooBig: 1009,
} as const;

/**
 * Whether a Close frame may carry it (RFC 6455 §7.4.2): what is registered below 3000, libraries' and frameworks' own from 3000,
 * private ones from 4000. 1004 is reserved, 1005, 1006 and 1015 are never sent (§7.4.1).
 */
export function isCloseCode(code: number): boolean {
  if (code >= 3000) return code < 5000;
  return code >= 1000 && code <= 1014 && (code < 1004 || code > 1006);
}
