/** RFC 9113 §5.1 without the two reserved states: nothing is pushed here. */
export type StreamState = 'idle' | 'open' | 'half-closed (local)' | 'half-closed (remote)' | 'closed';

/** H: a header section; ES: the END_STREAM flag (counted apart from the frame that carries it); R: RST_STREAM. */
export type StreamInput = 'send H' | 'recv H' | 'send ES' | 'recv ES' | 'send R' | 'recv R';

export interface StreamRow {
  readonly from: StreamState;
  readonly input: StreamInput;
  readonly to: StreamState;
}

/** RFC 9113 §5.1, figure 2. A pair that is not listed is not allowed. */
export const STREAM_ROWS: readonly StreamRow[] = [
  { from: 'idle', input: 'send H', to: 'open' },
  { from: 'idle', input: 'recv H', to: 'open' },
  { from: 'open', input: 'send H', to: 'open' },
  { from: 'open', input: 'recv H', to: 'open' },
  { from: 'open', input: 'send ES', to: 'half-closed (local)' },
  { from: 'open', input: 'recv ES', to: 'half-closed (remote)' },
  { from: 'open', input: 'send R', to: 'closed' },
  { from: 'open', input: 'recv R', to: 'closed' },
  { from: 'half-closed (local)', input: 'recv H', to: 'half-closed (local)' },
  { from: 'half-closed (local)', input: 'recv ES', to: 'closed' },
  { from: 'half-closed (local)', input: 'send R', to: 'closed' },
  { from: 'half-closed (local)', input: 'recv R', to: 'closed' },
  { from: 'half-closed (remote)', input: 'send H', to: 'half-closed (remote)' },
  { from: 'half-closed (remote)', input: 'send ES', to: 'closed' },
  { from: 'half-closed (remote)', input: 'send R', to: 'closed' },
  { from: 'half-closed (remote)', input: 'recv R', to: 'closed' },
];

/** The next state; undefined where the input is not allowed. */
export const after = (from: StreamState, input: StreamInput): StreamState | undefined =>
  STREAM_ROWS.find((row) => row.from === from && row.input === input)?.to;
