import { SECOND, type Ns } from '../kernel/time.ts';
import { ANOTHER_CONNECTION, GO_AWAY, HEARTBEAT, OPEN, type SockFrame } from './framing.ts';

/** A frame goes out at least so often, so that nobody between takes the connection for dead. */
export const HEARTBEAT_EVERY: Ns = 25 * SECOND;
/** A session whose client has no request open for so long is over. */
export const DISCONNECT_AFTER: Ns = 5 * SECOND;

/**
 * The server's session: it outlives the requests that carry it. One receiver at a time is attached (a WebSocket, a stream, a poll);
 * what is said in between waits.
 */
export class SockSession {
  #state: 'new' | 'open' | 'closed' = 'new';
  #waiting: string[] = [];
  #attached = false;
  #since: Ns;
  #lastAt: Ns;

  constructor(now: Ns) {
    this.#since = this.#lastAt = now;
  }

  get open(): boolean {
    return this.#state === 'open';
  }
  get over(): boolean {
    return this.#state === 'closed';
  }

  /** A request that can carry frames has come. Gives what it is told at once; `refused`: and is then done with. */
  attach(now: Ns): { readonly frames: readonly SockFrame[]; readonly refused: boolean } {
    if (this.#state === 'closed') return { frames: [GO_AWAY], refused: true };
    if (this.#attached) return { frames: [ANOTHER_CONNECTION], refused: true };
    this.#attached = true;
    this.#lastAt = now;
    if (this.#state === 'open') return { frames: this.flush(now), refused: false };
    this.#state = 'open';
    return { frames: [OPEN], refused: false };
  }
  /** The request that carried the frames has ended. */
  detach(now: Ns): void {
    this.#attached = false;
    this.#since = now;
  }

  send(message: string): void {
    if (this.#state !== 'closed') this.#waiting.push(message);
  }
  close(): SockFrame {
    this.#state = 'closed';
    return GO_AWAY;
  }

  /** What waits, as one frame, where somebody is there to carry it. */
  flush(now: Ns): readonly SockFrame[] {
    if (!this.#attached || this.#waiting.length === 0) return [];
    this.#lastAt = now;
    return [{ kind: 'messages', messages: this.#waiting.splice(0) }];
  }

  /** A heart-beat whose time has come, or the end of a session that nobody comes back to. */
  poll(now: Ns): readonly SockFrame[] {
    const due = this.nextWake();
    if (due === null || due > now) return [];
    if (!this.#attached) {
      this.#state = 'closed';
      return [];
    }
    this.#lastAt = now;
    return [HEARTBEAT];
  }
  nextWake(): Ns | null {
    if (this.#state === 'closed') return null;
    return this.#attached ? this.#lastAt + HEARTBEAT_EVERY : this.#since + DISCONNECT_AFTER;
  }
}
