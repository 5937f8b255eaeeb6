/** What is wrong with the bytes of a frame. */
export type StompFault =
  | 'unknown-command'
  | 'bad-header'
  | 'bad-escape'
  | 'not-utf8'
  | 'bad-length'
  | 'no-null'
  | 'unexpected-body'
  | 'line-too-long'
  | 'too-many-headers'
  | 'body-too-long';

/** "Size Limits": a server may have them; each ends the connection. */
export interface StompLimits {
  readonly lineBytes: number;
  readonly headers: number;
  readonly bodyBytes: number;
}
export const STOMP_LIMITS: StompLimits = { lineBytes: 1024, headers: 64, bodyBytes: 64 * 1024 };
