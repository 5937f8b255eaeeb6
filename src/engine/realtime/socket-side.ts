import type { Ns } from '../kernel/time.ts';
import { CLOSE } from '../websocket/close-codes.ts';
import { WebSocketEnd, type EndSetup, type Happening } from '../websocket/endpoint.ts';
import type { Received } from '../websocket/receiver.ts';
import { describeBytes, FrameWatch } from './describe.ts';
import type { Calls } from './program.ts';

/** One end of a WebSocket on its TCP connection: frames go out and come in, and the trace is told of each. */
export class SocketSide {
  readonly end: WebSocketEnd;
  readonly connection: number;
  readonly #calls: Calls;
  readonly #heard: FrameWatch;
  #hungUp = false;

  constructor(connection: number, setup: EndSetup, calls: Calls) {
    this.end = new WebSocketEnd(setup);
    this.connection = connection;
    this.#calls = calls;
    this.#heard = new FrameWatch(setup.role === 'server');
  }

  /** Bytes that have come. Gives the messages and control frames for the program. */
  receive(bytes: Uint8Array, now: Ns): readonly Received[] {
    for (const one of this.#heard.take(bytes))
      this.#say(now, { act: 'read', reason: 'realtime.frame-read', ...one });
    return this.#told(this.end.receive(bytes), now);
  }
  /** The peer has closed TCP, or the connection is gone. */
  lost(now: Ns): void {
    this.#told(this.end.lost(), now);
  }

  /** Sends what the end has to say; closes TCP where it is its turn (RFC 6455 §7.1.1). */
  flush(now: Ns): void {
    for (const bytes of this.end.output()) {
      const text = describeBytes(bytes);
      this.#say(now, { act: 'write', reason: 'realtime.frame-written', text, bytes: bytes.length });
      this.#calls.send(this.connection, bytes, now);
    }
    if (!this.end.hangUp || this.#hungUp) return;
    this.#hungUp = true;
    this.#calls.close(this.connection, now);
  }

  #told(happenings: readonly Happening[], now: Ns): readonly Received[] {
    const received: Received[] = [];
    for (const one of happenings) {
      if (one.what === 'fail') {
        const reason = `realtime.fail-${one.fault}`;
        this.#say(now, { act: 'fail', text: `${one.code} ${one.fault}`, code: one.code, reason });
      } else if (one.what === 'close') {
        const reason = one.code === CLOSE.abnormal ? 'realtime.closed-abnormally' : 'realtime.closed';
        const text = one.reason === '' ? String(one.code) : `${one.code} "${one.reason}"`;
        this.#say(now, { act: 'close', text, code: one.code, reason });
      } else received.push(one);
    }
    this.flush(now);
    return received;
  }

  #say(
    now: Ns,
    said: {
      act: 'write' | 'read' | 'fail' | 'close';
      text: string;
      reason: string;
      bytes?: number;
      code?: number;
    },
  ): void {
    const set = { socket: this.end.state };
    this.#calls.say(now, { protocol: 'websocket', connection: this.connection, set, ...said });
  }
}
