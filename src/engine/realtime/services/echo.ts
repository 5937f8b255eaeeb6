import type { Ns } from '../../kernel/time.ts';
import { CLOSE } from '../../websocket/close-codes.ts';
import type { Policy } from '../../websocket/server-handshake.ts';
import { decodeUtf8, encodeUtf8 } from '../../wire/utf8.ts';
import { Alarms } from '../alarms.ts';
import type { Service } from '../server.ts';
import type { SocketSide } from '../socket-side.ts';

export interface EchoSetup {
  readonly policy: Policy;
  /** A Ping so often; 0 sends none (RFC 6455 §5.5.2: as keepalive, or to see whether the other end is there). */
  readonly pingNs: Ns;
  /** What a client says to have the server close, with 1001. */
  readonly goodbye: string;
}

/** Says back what it hears, at /ws. */
export class Echo implements Service {
  readonly policy: Policy;
  readonly #setup: EchoSetup;
  readonly #sides = new Map<number, SocketSide>();
  readonly #alarms = new Alarms<`${number}`>();

  constructor(setup: EchoSetup) {
    this.#setup = setup;
    this.policy = setup.policy;
  }
  owns = (path: string): boolean => path === '/ws';
  kindOf = (): 'socket' => 'socket';
  start(): void {}
  opened(side: SocketSide, _: string, now: Ns): void {
    this.#sides.set(side.connection, side);
    this.#nextPing(side.connection, now);
  }
  message(side: SocketSide, text: boolean, bytes: Uint8Array): void {
    if (text && decodeUtf8(bytes) === this.#setup.goodbye) side.end.close(CLOSE.goingAway, 'restart');
    else side.end.send(text ? decodeUtf8(bytes) : bytes);
  }
  gone(connection: number): void {
    this.#sides.delete(connection);
    this.#alarms.clear(`${connection}`);
  }
  poll(now: Ns): void {
    for (let due = this.#alarms.take(now); due; due = this.#alarms.take(now)) {
      const side = this.#sides.get(Number(due));
      if (!side?.end.ping(encodeUtf8('alive?'))) continue;
      side.flush(now);
      this.#nextPing(side.connection, now);
    }
  }
  nextWake(): Ns | null {
    return this.#alarms.next();
  }
  #nextPing(connection: number, now: Ns): void {
    if (this.#setup.pingNs > 0) this.#alarms.set(`${connection}`, now + this.#setup.pingNs);
  }
}
