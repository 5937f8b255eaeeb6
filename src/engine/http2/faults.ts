import type { ErrorName } from './codes.ts';

/** Where a fault ends: the connection (GOAWAY, RFC 9113 §5.4.1) or the stream alone (RST_STREAM, §5.4.2). */
export type Scope = 'connection' | 'stream';
type Row = readonly [Scope, ErrorName, string];

/** What a peer can do wrong: what it ends, with which code, and the clause that says so ('RFC 9113 §' where it is not said). */
export const FAULTS = {
  // --- preface and framing
  'h2.bad-preface': ['connection', 'PROTOCOL_ERROR', '3.4'],
  'h2.first-frame': ['connection', 'PROTOCOL_ERROR', '3.4'],
  'h2.frame-too-large': ['connection', 'FRAME_SIZE_ERROR', '4.2'],
  'h2.on-stream-0': ['connection', 'PROTOCOL_ERROR', '5.1.1'],
  'h2.not-on-stream-0': ['connection', 'PROTOCOL_ERROR', '5.1.1'],
  'h2.padding': ['connection', 'PROTOCOL_ERROR', '6.1'],
  'h2.too-short': ['connection', 'FRAME_SIZE_ERROR', '4.2'],
  'h2.priority-length': ['stream', 'FRAME_SIZE_ERROR', '6.3'],
  'h2.reset-length': ['connection', 'FRAME_SIZE_ERROR', '6.4'],
  'h2.settings-length': ['connection', 'FRAME_SIZE_ERROR', '6.5'],
  'h2.settings-ack-length': ['connection', 'FRAME_SIZE_ERROR', '6.5'],
  'h2.ping-length': ['connection', 'FRAME_SIZE_ERROR', '6.7'],
  'h2.goaway-length': ['connection', 'FRAME_SIZE_ERROR', '6.8'],
  'h2.window-update-length': ['connection', 'FRAME_SIZE_ERROR', '6.9'],
  // --- header blocks
  'h2.continuation-alone': ['connection', 'PROTOCOL_ERROR', '6.10'],
  'h2.continuation-expected': ['connection', 'PROTOCOL_ERROR', '6.2'],
  'h2.compression': ['connection', 'COMPRESSION_ERROR', '4.3'],
  'h2.block-too-large': ['connection', 'ENHANCE_YOUR_CALM', '10.5.1'],
  'h2.list-too-large': ['stream', 'ENHANCE_YOUR_CALM', '10.5.1'],
  // --- settings
  'h2.enable-push': ['connection', 'PROTOCOL_ERROR', '6.5.2'],
  'h2.initial-window': ['connection', 'FLOW_CONTROL_ERROR', '6.5.2'],
  'h2.max-frame-size': ['connection', 'PROTOCOL_ERROR', '6.5.2'],
  'h2.enable-connect': ['connection', 'PROTOCOL_ERROR', 'RFC 8441 §3'],
  // --- streams
  'h2.even-stream': ['connection', 'PROTOCOL_ERROR', '5.1.1'],
  'h2.stream-went-back': ['connection', 'PROTOCOL_ERROR', '5.1.1'],
  'h2.idle-stream': ['connection', 'PROTOCOL_ERROR', '5.1'],
  'h2.stream-closed': ['connection', 'STREAM_CLOSED', '5.1'],
  'h2.half-closed': ['stream', 'STREAM_CLOSED', '5.1'],
  'h2.too-many-streams': ['stream', 'REFUSED_STREAM', '5.1.2'],
  'h2.push': ['connection', 'PROTOCOL_ERROR', '8.4'],
  'h2.goaway-went-up': ['connection', 'PROTOCOL_ERROR', '6.8'],
  // --- flow control
  'h2.window-increment-0': ['stream', 'PROTOCOL_ERROR', '6.9'],
  'h2.connection-increment-0': ['connection', 'PROTOCOL_ERROR', '6.9'],
  'h2.window-overflow': ['stream', 'FLOW_CONTROL_ERROR', '6.9.1'],
  'h2.connection-window-overflow': ['connection', 'FLOW_CONTROL_ERROR', '6.9.1'],
  'h2.settings-window-overflow': ['connection', 'FLOW_CONTROL_ERROR', '6.9.2'],
  'h2.window-exceeded': ['stream', 'FLOW_CONTROL_ERROR', '6.9.1'],
  'h2.connection-window-exceeded': ['connection', 'FLOW_CONTROL_ERROR', '6.9.1'],
  // --- messages (a malformed one is a stream error, §8.1.1)
  'h2.field-name': ['stream', 'PROTOCOL_ERROR', '8.2.1'],
  'h2.field-value': ['stream', 'PROTOCOL_ERROR', '8.2.1'],
  'h2.connection-field': ['stream', 'PROTOCOL_ERROR', '8.2.2'],
  'h2.pseudo-late': ['stream', 'PROTOCOL_ERROR', '8.3'],
  'h2.pseudo-twice': ['stream', 'PROTOCOL_ERROR', '8.3'],
  'h2.pseudo-unknown': ['stream', 'PROTOCOL_ERROR', '8.3'],
  'h2.pseudo-in-trailers': ['stream', 'PROTOCOL_ERROR', '8.1'],
  'h2.pseudo-missing': ['stream', 'PROTOCOL_ERROR', '8.3.1'],
  'h2.path': ['stream', 'PROTOCOL_ERROR', '8.3.1'],
  'h2.authority': ['stream', 'PROTOCOL_ERROR', '8.3.1'],
  'h2.connect': ['stream', 'PROTOCOL_ERROR', '8.5'],
  'h2.extended-connect': ['stream', 'PROTOCOL_ERROR', 'RFC 8441 §4'],
  'h2.status': ['stream', 'PROTOCOL_ERROR', '8.3.2'],
  'h2.trailers-not-last': ['stream', 'PROTOCOL_ERROR', '8.1'],
  'h2.informational-last': ['stream', 'PROTOCOL_ERROR', '8.1'],
  'h2.data-before-headers': ['stream', 'PROTOCOL_ERROR', '8.1'],
  'h2.content-length': ['stream', 'PROTOCOL_ERROR', '8.1.1'],
  // --- what costs too much (§10.5)
  'h2.reset-flood': ['connection', 'ENHANCE_YOUR_CALM', '10.5'],
  'h2.answer-flood': ['connection', 'ENHANCE_YOUR_CALM', '10.5'],
  'h2.empty-flood': ['connection', 'ENHANCE_YOUR_CALM', '10.5'],
} as const satisfies Record<string, Row>;

export type Fault = keyof typeof FAULTS;
export const isFault = (value: unknown): value is Fault => typeof value === 'string' && value in FAULTS;

/** 'RFC 9113 §5.1'. */
export function clauseOf(fault: Fault): string {
  const clause = FAULTS[fault][2];
  return clause.startsWith('RFC') ? clause : `RFC 9113 §${clause}`;
}
