/** Where an end stands (RFC 6455 §4.1 OPEN, §7.1.3 CLOSING, §7.1.4 CLOSED); CLOSING says which of the two Close frames is still to come. */
export type State = 'OPEN' | 'CLOSE-SENT' | 'CLOSED';

export type Input = 'send-close' | 'receive-close' | 'fail' | 'lost';

/**
 * The closing handshake. A Close frame that comes first is answered in the same step (RFC 6455 §5.5.1), so that there is no state
 * between; `answer` says that a Close frame goes out, `hangUp` that the TCP connection is to be closed now: by the server at once,
 * by a client only when it has failed the connection, for else it waits for the server (§7.1.1).
 */
export interface Row {
  readonly from: State;
  readonly input: Input;
  readonly to: State;
  readonly answer: boolean;
  readonly hangUp: 'server' | 'both' | 'nobody';
}

export const ROWS: readonly Row[] = [
  { from: 'OPEN', input: 'send-close', to: 'CLOSE-SENT', answer: true, hangUp: 'nobody' },
  { from: 'OPEN', input: 'receive-close', to: 'CLOSED', answer: true, hangUp: 'server' },
  // §7.1.7: a Close frame with the reason, then the connection
  { from: 'OPEN', input: 'fail', to: 'CLOSED', answer: true, hangUp: 'both' },
  { from: 'OPEN', input: 'lost', to: 'CLOSED', answer: false, hangUp: 'both' },
  { from: 'CLOSE-SENT', input: 'receive-close', to: 'CLOSED', answer: false, hangUp: 'server' },
  { from: 'CLOSE-SENT', input: 'fail', to: 'CLOSED', answer: false, hangUp: 'both' },
  { from: 'CLOSE-SENT', input: 'lost', to: 'CLOSED', answer: false, hangUp: 'both' },
  // the peer has closed TCP too: what a client waits for (§7.1.1)
  { from: 'CLOSED', input: 'lost', to: 'CLOSED', answer: false, hangUp: 'both' },
];

/** Undefined where nothing is to happen: a second Close is not sent, and a closed end hears nothing. */
export const rowOf = (from: State, input: Input): Row | undefined =>
  ROWS.find((row) => row.from === from && row.input === input);
