/** What is wrong with a message -> the clause that says so, and the status with which a server answers a request that has it. */
export const FAULTS = {
  // --- lines
  'bare-lf': { clause: 'RFC 9112 §2.2', status: 400 },
  'bare-cr': { clause: 'RFC 9112 §2.2', status: 400 },
  'space-before-fields': { clause: 'RFC 9112 §2.2', status: 400 },
  'start-line-too-long': { clause: 'RFC 9112 §3', status: 414 },
  'status-line-too-long': { clause: 'RFC 9112 §4', status: 400 },
  // --- request line and status line
  'bad-method': { clause: 'RFC 9110 §9.1', status: 400 },
  'method-too-long': { clause: 'RFC 9112 §3', status: 501 },
  'bad-request-line': { clause: 'RFC 9112 §3', status: 400 },
  'bad-target': { clause: 'RFC 9112 §3.2', status: 400 },
  'bad-version': { clause: 'RFC 9112 §2.3', status: 400 },
  'other-version': { clause: 'RFC 9110 §15.6.6', status: 505 },
  'bad-status-line': { clause: 'RFC 9112 §4', status: 400 },
  // --- fields
  'bad-field-name': { clause: 'RFC 9110 §5.1', status: 400 },
  'space-before-colon': { clause: 'RFC 9112 §5.1', status: 400 },
  'bad-field-value': { clause: 'RFC 9110 §5.5', status: 400 },
  'folded-line': { clause: 'RFC 9112 §5.2', status: 400 },
  'field-too-long': { clause: 'RFC 6585 §5', status: 431 },
  'fields-too-long': { clause: 'RFC 6585 §5', status: 431 },
  'too-many-fields': { clause: 'RFC 6585 §5', status: 431 },
  'no-host': { clause: 'RFC 9112 §3.2', status: 400 },
  'many-hosts': { clause: 'RFC 9112 §3.2', status: 400 },
  'bad-host': { clause: 'RFC 9112 §3.2', status: 400 },
  // --- framing: two ends that disagree on it are what request smuggling lives on (RFC 9112 §11.2)
  'bad-content-length': { clause: 'RFC 9112 §6.3', status: 400 },
  'many-content-lengths': { clause: 'RFC 9110 §8.6', status: 400 },
  'both-lengths': { clause: 'RFC 9112 §6.3', status: 400 },
  'coding-in-http-1.0': { clause: 'RFC 9112 §6.1', status: 400 },
  'bad-transfer-coding': { clause: 'RFC 9112 §6.1', status: 400 },
  'chunked-not-last': { clause: 'RFC 9112 §6.3', status: 400 },
  'unknown-coding': { clause: 'RFC 9112 §6.1', status: 501 },
  'body-too-long': { clause: 'RFC 9110 §15.5.14', status: 413 },
  // --- chunks
  'bad-chunk-size': { clause: 'RFC 9112 §7.1', status: 400 },
  'bad-chunk-extension': { clause: 'RFC 9112 §7.1.1', status: 400 },
  'chunk-line-too-long': { clause: 'RFC 9112 §7.1.1', status: 400 },
  'bad-chunk-end': { clause: 'RFC 9112 §7.1', status: 400 },
  // --- the connection
  incomplete: { clause: 'RFC 9112 §8', status: 400 },
  unasked: { clause: 'RFC 9112 §9.2', status: 400 },
  unanswered: { clause: 'RFC 9112 §9.6', status: 400 },
} as const satisfies Record<string, { clause: string; status: number }>;

export type FaultCode = keyof typeof FAULTS;

/** A peer's mistake. It ends the connection's use: where one message ends is no longer known. */
export interface Fault {
  readonly code: FaultCode;
  /** Offset in what the peer has sent on this connection, from 0: of the line or the piece that is wrong. */
  readonly at: number;
}
