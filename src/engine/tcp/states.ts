/**
 * The state machine of RFC 9293 (figure 5 and §3.10) as one table. The diagram on the page is drawn from it, and the
 * connection takes no step that is not a row here. A pair that is not listed changes no state; the trace says so.
 */
export const STATES = [
  'CLOSED',
  'LISTEN',
  'SYN-SENT',
  'SYN-RECEIVED',
  'ESTABLISHED',
  'FIN-WAIT-1',
  'FIN-WAIT-2',
  'CLOSE-WAIT',
  'CLOSING',
  'LAST-ACK',
  'TIME-WAIT',
] as const;
export type TcpState = (typeof STATES)[number];

export type TcpInput =
  | 'passive-open'
  | 'active-open'
  | 'close'
  | 'abort'
  | 'receive-syn'
  | 'receive-syn-ack'
  | 'receive-ack-of-syn'
  | 'receive-fin'
  | 'receive-ack-of-fin'
  | 'receive-rst'
  /** The same, where the connection came from a listener. */
  | 'receive-rst-passive'
  /** An ACK that gives a SYN cookie back. */
  | 'receive-cookie'
  /** The last ACK of a handshake found the accept queue full, and such connections are reset. */
  | 'overflow'
  | 'listener-gone'
  /** An ICMP error while the connection is being opened. */
  | 'unreachable'
  /** Retransmissions have come to their limit (R2 of RFC 9293 §3.8.3). */
  | 'timeout'
  | 'user-timeout'
  /** Linux gives up on a peer that does not close, once our program has closed both ways. */
  | 'fin-wait-2-over'
  | 'time-wait-over'
  /** A SYN that can be no old duplicate, from the peer of a connection in TIME-WAIT. */
  | 'receive-new-syn';

export interface Transition {
  readonly from: TcpState;
  readonly input: TcpInput;
  readonly to: TcpState;
  /** What is sent on the way, as figure 5 writes it; '' for nothing. */
  readonly sends: '' | 'SYN' | 'SYN,ACK' | 'ACK' | 'FIN' | 'RST';
  /** Id of the sentence; its clause stands in reasons.ts. */
  readonly reason: string;
  /** Whether figure 5 draws it: the main roads, which a diagram shows first. */
  readonly drawn: boolean;
}

const ABORTED: readonly TcpState[] = [
  'SYN-RECEIVED',
  'ESTABLISHED',
  'FIN-WAIT-1',
  'FIN-WAIT-2',
  'CLOSE-WAIT',
];
const RESET: readonly TcpState[] = [...STATES.slice(4)];
const AWAITING_ACK: readonly TcpState[] = [
  'SYN-SENT',
  'SYN-RECEIVED',
  'ESTABLISHED',
  'FIN-WAIT-1',
  'CLOSE-WAIT',
  'CLOSING',
  'LAST-ACK',
];

const row = (
  from: TcpState,
  input: TcpInput,
  to: TcpState,
  sends: Transition['sends'],
  reason: string,
  drawn = true,
): Transition => ({ from, input, to, sends, reason: `tcp.${reason}`, drawn });

export const TRANSITIONS: readonly Transition[] = [
  // Opening: §3.10.1, §3.10.7.2, §3.10.7.3
  row('CLOSED', 'passive-open', 'LISTEN', '', 'passive-open'),
  row('CLOSED', 'active-open', 'SYN-SENT', 'SYN', 'active-open'),
  row('LISTEN', 'receive-syn', 'SYN-RECEIVED', 'SYN,ACK', 'syn-in-listen'),
  row('SYN-SENT', 'receive-syn-ack', 'ESTABLISHED', 'ACK', 'syn-ack-in-syn-sent'),
  row('SYN-SENT', 'receive-syn', 'SYN-RECEIVED', 'SYN,ACK', 'simultaneous-open'),
  row('SYN-RECEIVED', 'receive-ack-of-syn', 'ESTABLISHED', '', 'ack-in-syn-received'),
  // §3.10.7.4, second and fourth: the listener is still there, this attempt is forgotten
  row('SYN-RECEIVED', 'receive-rst-passive', 'LISTEN', '', 'reset-in-syn-received'),
  row('SYN-RECEIVED', 'receive-syn', 'LISTEN', '', 'syn-in-syn-received', false),
  // A listener's queues: RFC 4987 §3.6, and what Linux does where the accept queue is full
  row('LISTEN', 'receive-cookie', 'SYN-RECEIVED', '', 'cookie-in-listen', false),
  row('SYN-RECEIVED', 'overflow', 'CLOSED', 'RST', 'accept-queue-overflow', false),
  row('SYN-RECEIVED', 'listener-gone', 'CLOSED', '', 'listener-gone', false),

  // Closing: §3.10.4, §3.10.7.4 fifth and eighth
  row('LISTEN', 'close', 'CLOSED', '', 'close-listen'),
  row('SYN-SENT', 'close', 'CLOSED', '', 'close-syn-sent'),
  row('SYN-RECEIVED', 'close', 'FIN-WAIT-1', 'FIN', 'active-close'),
  row('ESTABLISHED', 'close', 'FIN-WAIT-1', 'FIN', 'active-close'),
  row('ESTABLISHED', 'receive-fin', 'CLOSE-WAIT', 'ACK', 'fin-in-established'),
  row('FIN-WAIT-1', 'receive-ack-of-fin', 'FIN-WAIT-2', '', 'ack-of-fin-in-fin-wait-1'),
  row('FIN-WAIT-1', 'receive-fin', 'CLOSING', 'ACK', 'simultaneous-close'),
  row('FIN-WAIT-2', 'receive-fin', 'TIME-WAIT', 'ACK', 'fin-in-fin-wait-2'),
  row('CLOSE-WAIT', 'close', 'LAST-ACK', 'FIN', 'passive-close'),
  row('CLOSING', 'receive-ack-of-fin', 'TIME-WAIT', '', 'ack-of-fin-in-closing'),
  row('LAST-ACK', 'receive-ack-of-fin', 'CLOSED', '', 'ack-of-fin-in-last-ack'),
  row('TIME-WAIT', 'receive-fin', 'TIME-WAIT', 'ACK', 'fin-in-time-wait', false),
  row('TIME-WAIT', 'time-wait-over', 'CLOSED', '', 'time-wait-over'),

  // §3.6.1: a new connection in place of the old one
  row('TIME-WAIT', 'receive-new-syn', 'CLOSED', '', 'reopened', false),

  // ABORT: §3.10.5
  row('LISTEN', 'abort', 'CLOSED', '', 'close-listen', false),
  row('SYN-SENT', 'abort', 'CLOSED', '', 'abort-quiet', false),
  ...ABORTED.map((from) => row(from, 'abort', 'CLOSED', 'RST', 'abort', false)),
  ...(['CLOSING', 'LAST-ACK', 'TIME-WAIT'] as const).map((from) =>
    row(from, 'abort', 'CLOSED', '', 'abort-quiet', false),
  ),
  // A peer's reset: §3.10.7.3 second, §3.10.7.4 second
  row('SYN-SENT', 'receive-rst', 'CLOSED', '', 'refused', false),
  row('SYN-RECEIVED', 'receive-rst', 'CLOSED', '', 'refused', false),
  ...RESET.map((from) => row(from, 'receive-rst', 'CLOSED', '', 'reset', false)),
  // Nobody answers: §3.8.3
  ...AWAITING_ACK.map((from) => row(from, 'timeout', 'CLOSED', '', 'gave-up', false)),
  row('FIN-WAIT-2', 'timeout', 'CLOSED', 'RST', 'gave-up', false),
  row('FIN-WAIT-2', 'fin-wait-2-over', 'CLOSED', '', 'fin-wait-2-over', false),
  // §3.10.8, USER TIMEOUT
  ...AWAITING_ACK.map((from) => row(from, 'user-timeout', 'CLOSED', '', 'user-timeout', false)),
  // ICMP: RFC 1122 §4.2.3.9
  row('SYN-SENT', 'unreachable', 'CLOSED', '', 'unreachable', false),
  row('SYN-RECEIVED', 'unreachable', 'CLOSED', '', 'unreachable', false),
];

const BY_PAIR = new Map(TRANSITIONS.map((one) => [`${one.from} ${one.input}`, one]));

/** The row for the pair, or undefined: the input then changes no state. */
export const transition = (from: TcpState, input: TcpInput): Transition | undefined =>
  BY_PAIR.get(`${from} ${input}`);
