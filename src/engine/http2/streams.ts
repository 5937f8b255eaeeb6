import { MOST_WINDOW } from './codes.ts';
import type { Fault } from './faults.ts';
import type { StreamInput } from './states.ts';
import { Stream } from './stream.ts';

/** How a stream ended, for as long as late frames may come (RFC 9113 §5.1 "closed"). */
export type End = 'ended' | 'reset by us' | 'reset by peer';
const REMEMBERED = 128;

/** Those that are open, the last few that were, and which numbers are still to come (RFC 9113 §5.1.1). */
export class Streams {
  readonly #open = new Map<number, Stream>();
  readonly #ends = new Map<number, End>();
  /** Called when a stream is over. */
  readonly #over: (stream: Stream) => void;
  #nextId: number;
  /** The highest number that the peer has used. */
  lastPeer = 0;
  /** RFC 9113 §6.8: the last of the peer's streams that we look at, once we have said so; the last of ours that it looks at. */
  goneAway: number | undefined;
  goneBy: number | undefined;

  constructor(role: 'client' | 'server', over: (stream: Stream) => void) {
    this.#nextId = role === 'server' ? 2 : 1;
    this.#over = over;
  }
  get size(): number {
    return this.#open.size;
  }
  get = (id: number): Stream | undefined => this.#open.get(id);
  endOf = (id: number): End | undefined => this.#ends.get(id);
  all = (): Stream[] => [...this.#open.values()];
  clear = (): void => this.#open.clear();

  /** A header section has come for that number (RFC 9113 §5.1, §5.1.1): for a stream, for a new one, for one to be read over, or by mistake. */
  headed(id: number): Stream | 'new' | undefined | Fault {
    const stream = this.get(id);
    if (stream) return stream.receives ? stream : 'h2.half-closed';
    const end = this.endOf(id);
    if (end === 'reset by us') return undefined;
    if (end) return end === 'reset by peer' ? 'h2.half-closed' : 'h2.stream-closed';
    if (this.#nextId % 2 === 1) return 'h2.idle-stream';
    if (this.isMine(id)) return 'h2.even-stream';
    if (id <= this.lastPeer) return 'h2.stream-went-back';
    if (this.isUnlooked(id)) return undefined;
    this.lastPeer = id;
    return 'new';
  }
  /** DATA has come for a number that takes none: what is wrong with it, or nothing where it is read over. */
  misplacedData(id: number): Fault | undefined {
    if (this.get(id)) return 'h2.half-closed';
    const end = this.endOf(id);
    if (end === 'reset by us' || this.isUnlooked(id)) return undefined;
    if (end === 'reset by peer') return 'h2.half-closed';
    return this.isIdle(id) ? 'h2.idle-stream' : 'h2.stream-closed';
  }

  /** The number of our next stream; undefined where `most` are open, none is left, or the peer takes no more. */
  next(most: number): number | undefined {
    const mine = this.all().filter(({ id }) => this.isMine(id)).length;
    if (this.goneBy !== undefined || this.#nextId > MOST_WINDOW || mine >= most) return undefined;
    return this.#nextId;
  }
  open(id: number, sendWindow: number, receiveWindow: number): Stream {
    const stream = new Stream(id, sendWindow, receiveWindow);
    this.#open.set(id, stream);
    if (this.isMine(id)) this.#nextId += 2;
    return stream;
  }
  take(stream: Stream, input: StreamInput, end: End = 'ended'): void {
    stream.take(input);
    if (stream.state !== 'closed') return;
    this.#open.delete(stream.id);
    this.remember(stream.id, end);
    this.#over(stream);
  }
  remember(id: number, end: End): void {
    if (!this.#ends.has(id)) this.#ends.set(id, end);
    if (this.#ends.size > REMEMBERED) this.#ends.delete(this.#ends.keys().next().value!);
  }
  isMine(id: number): boolean {
    return id % 2 === this.#nextId % 2;
  }
  /** RFC 9113 §5.1 "idle": of those that were never opened, nor passed over. */
  isIdle(id: number): boolean {
    return this.isMine(id) ? id >= this.#nextId : id > this.lastPeer && !this.isUnlooked(id);
  }
  /** Opened by the peer behind our GOAWAY (RFC 9113 §6.8). */
  isUnlooked(id: number): boolean {
    return this.goneAway !== undefined && !this.isMine(id) && id > this.goneAway;
  }
}
