import type { Field } from './hpack/field.ts';
import { after, type StreamInput, type StreamState } from './states.ts';

/** What one side knows of a stream. Windows as in RFC 9113 §6.9: the send window may be negative (§6.9.2). */
export class Stream {
  readonly id: number;
  state: StreamState = 'idle';
  sendWindow: number;
  receiveWindow: number;
  /** Handed to the program and not yet given back as credit. */
  consumedBytes = 0;
  // --- what is to be sent
  readonly queue: Uint8Array[] = [];
  queuedBytes = 0;
  /** Once the queue is empty: the end, behind trailers where there are any. */
  ending = false;
  trailers: readonly Field[] | undefined;
  /** Stands in the row of those who may send. */
  inTurn = false;
  // --- what has come
  /** The final header section has. */
  headed = false;
  contentLength: number | undefined;
  gotBytes = 0;
  /** RFC 9110 §6.4.1: the answer has no content, whatever its Content-Length says. */
  noContent = false;

  constructor(id: number, sendWindow: number, receiveWindow: number) {
    this.id = id;
    this.sendWindow = sendWindow;
    this.receiveWindow = receiveWindow;
  }
  /** False where the table has no such row: nothing changes then. */
  take(input: StreamInput): boolean {
    const next = after(this.state, input);
    if (next) this.state = next;
    return next !== undefined;
  }
  get receives(): boolean {
    return this.state === 'open' || this.state === 'half-closed (local)';
  }
  get sends(): boolean {
    return this.state === 'open' || this.state === 'half-closed (remote)';
  }
}
