/** How much of a message is read at most; bytes. Beyond it the connection is over, so memory is bounded whatever a peer sends. */
export interface Limits {
  /** Request line or status line, without its CRLF. RFC 9112 §3: 8000 at least. */
  readonly startLineBytes: number;
  /** A field line, its folded lines included, or a chunk's line with its extensions, without CRLF. */
  readonly lineBytes: number;
  /** The whole field section of a head, or the trailer section. */
  readonly sectionBytes: number;
  readonly fields: number;
  /** Content, after the chunks are put together. */
  readonly bodyBytes: number;
  /** Requests that may wait for their answers on one connection (pipelining). */
  readonly waiting: number;
}

export const LIMITS: Limits = {
  startLineBytes: 8192,
  lineBytes: 8192,
  sectionBytes: 65_536,
  fields: 100,
  bodyBytes: Number.MAX_SAFE_INTEGER,
  waiting: 64,
};
