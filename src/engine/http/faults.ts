/** What is wrong with a message -> the clause that says so. */
export const FAULTS = {
  // --- lines
  'bare-lf': 'RFC 9112 §2.2',
  'bare-cr': 'RFC 9112 §2.2',
  'space-before-fields': 'RFC 9112 §2.2',
  'start-line-too-long': 'RFC 9112 §3',
  'status-line-too-long': 'RFC 9112 §4',
  // --- request line and status line
  'bad-method': 'RFC 9110 §9.1',
  'method-too-long': 'RFC 9112 §3',
  'bad-request-line': 'RFC 9112 §3',
  'bad-target': 'RFC 9112 §3.2',
  'bad-version': 'RFC 9112 §2.3',
  'other-version': 'RFC 9110 §15.6.6',
  'bad-status-line': 'RFC 9112 §4',
  // --- fields
  'bad-field-name': 'RFC 9110 §5.1',
  'space-before-colon': 'RFC 9112 §5.1',
  'bad-field-value': 'RFC 9110 §5.5',
  'folded-line': 'RFC 9112 §5.2',
  'field-too-long': 'RFC 6585 §5',
  'fields-too-long': 'RFC 6585 §5',
  'too-many-fields': 'RFC 6585 §5',
  'no-host': 'RFC 9112 §3.2',
  'many-hosts': 'RFC 9112 §3.2',
  'bad-host': 'RFC 9112 §3.2',
  // --- framing: two ends that disagree on it are what request smuggling lives on (RFC 9112 §11.2)
  'bad-content-length': 'RFC 9112 §6.3',
  'many-content-lengths': 'RFC 9110 §8.6',
  'both-lengths': 'RFC 9112 §6.3',
  'coding-in-http-1.0': 'RFC 9112 §6.1',
  'bad-transfer-coding': 'RFC 9112 §6.1',
  'chunked-not-last': 'RFC 9112 §6.3',
  'unknown-coding': 'RFC 9112 §6.1',
  'body-too-long': 'RFC 9110 §15.5.14',
  // --- chunks
  'bad-chunk-size': 'RFC 9112 §7.1',
  'bad-chunk-extension': 'RFC 9112 §7.1.1',
  'chunk-line-too-long': 'RFC 9112 §7.1.1',
  'bad-chunk-end': 'RFC 9112 §7.1',
  // --- the connection
  incomplete: 'RFC 9112 §8',
  unasked: 'RFC 9112 §9.2',
  unanswered: 'RFC 9112 §9.6',
} as const satisfies Record<string, string>;

export type FaultCode = keyof typeof FAULTS;

const STATUS: { readonly [Code in FaultCode]?: number } = {
  'start-line-too-long': 414,
  'method-too-long': 501,
  'other-version': 505,
  'field-too-long': 431,
  'fields-too-long': 431,
  'too-many-fields': 431,
  'unknown-coding': 501,
  'body-too-long': 413,
};
/** With which a server answers a request that has it: 400 (Bad Request) where no status says more (RFC 9110 §15.5.1). */
export const statusFor = (code: FaultCode): number => STATUS[code] ?? 400;

/** A peer's mistake. It ends the connection's use: where one message ends is no longer known. */
export interface Fault {
  readonly code: FaultCode;
  /** Offset in what the peer has sent on this connection, from 0: of the line or the piece that is wrong. */
  readonly at: number;
}
