import type { Stream } from '../../kernel/random.ts';
import type { Ns } from '../../kernel/time.ts';
import { PRELUDE, readMessages, STREAM_BYTES, writeSockFrame, type SockFrame } from '../../sockjs/framing.ts';
import { SockSession } from '../../sockjs/session.ts';
import { infoDocument, readSockUrl } from '../../sockjs/url.ts';
import type { Policy } from '../../websocket/server-handshake.ts';
import { decodeUtf8 } from '../../wire/utf8.ts';
import type { Exchange, Service } from '../server.ts';
import type { SocketSide } from '../socket-side.ts';

const PREFIX = '/sock';
const STREAM = [['Content-Type', 'application/javascript; charset=UTF-8']] as const;

/** Whoever carries a session's frames at the moment. */
interface Carrier {
  readonly session: string;
  readonly connection: number;
  /** Gives whether it can carry more. */
  carry(frame: SockFrame, now: Ns): boolean;
}

/** A SockJS endpoint that says back what it hears, at /sock. */
export class SockService implements Service {
  readonly policy: Policy;
  readonly #random: Stream;
  readonly #sessions = new Map<string, SockSession>();
  readonly #carriers = new Map<string, Carrier>();

  constructor(policy: Policy, random: Stream) {
    this.policy = policy;
    this.#random = random;
  }
  owns = (path: string): boolean => path === `${PREFIX}/info` || readSockUrl(path, PREFIX) !== undefined;
  kindOf = (path: string): 'socket' | 'request' =>
    readSockUrl(path, PREFIX)?.transport === 'websocket' ? 'socket' : 'request';
  start(): void {}

  opened(side: SocketSide, path: string, now: Ns): void {
    const { session } = readSockUrl(path, PREFIX)!;
    this.#attach(session, side.connection, now, (frame, at) => {
      const sent = side.end.send(writeSockFrame(frame));
      side.flush(at);
      return sent;
    });
  }
  message(side: SocketSide, _: boolean, bytes: Uint8Array, now: Ns): void {
    const carrier = this.#of(side.connection);
    if (carrier) this.#heard(carrier.session, decodeUtf8(bytes), now);
    side.flush(now);
  }

  request(exchange: Exchange, now: Ns): void {
    if (exchange.path === `${PREFIX}/info`) {
      const body = infoDocument(true, this.#random.below(0x1_0000_0000));
      exchange.respond(200, [['Content-Type', 'application/json; charset=UTF-8']], body, now);
      return;
    }
    const { session, transport } = readSockUrl(exchange.path, PREFIX)!;
    if (transport === 'xhr_send') {
      const heard = this.#sessions.has(session) && this.#heard(session, decodeUtf8(exchange.body), now);
      exchange.respond(heard ? 204 : 404, [], heard ? undefined : '', now);
    } else if (transport === 'xhr') {
      this.#attach(session, exchange.connection, now, (frame, at) => {
        exchange.respond(200, STREAM, `${writeSockFrame(frame)}\n`, at);
        return false;
      });
    } else {
      exchange.respond(200, STREAM, undefined, now);
      exchange.write(PRELUDE, now);
      let sent = 0;
      this.#attach(session, exchange.connection, now, (frame, at) => {
        const line = `${writeSockFrame(frame)}\n`;
        exchange.write(line, at);
        sent += line.length;
        if (sent < STREAM_BYTES && frame.kind !== 'close') return true;
        exchange.finish(at);
        return false;
      });
    }
  }
  gone(connection: number, now: Ns): void {
    const carrier = this.#of(connection);
    if (carrier) this.#let(carrier, now);
  }
  poll(now: Ns): void {
    for (const [name, session] of this.#sessions) {
      for (const frame of session.poll(now)) this.#carry(name, frame, now);
      if (session.over) this.#sessions.delete(name);
    }
  }
  nextWake(): Ns | null {
    let next: Ns | null = null;
    for (const session of this.#sessions.values()) {
      const due = session.nextWake();
      if (due !== null && (next === null || due < next)) next = due;
    }
    return next;
  }

  #of = (connection: number): Carrier | undefined =>
    [...this.#carriers.values()].find((one) => one.connection === connection);

  #attach(name: string, connection: number, now: Ns, carry: Carrier['carry']): void {
    const session = this.#sessions.get(name) ?? new SockSession(now);
    this.#sessions.set(name, session);
    const { frames, refused } = session.attach(now);
    if (refused) {
      for (const frame of frames) carry(frame, now);
      return;
    }
    this.#carriers.set(name, { session: name, connection, carry });
    for (const frame of frames) this.#carry(name, frame, now);
  }
  #carry(name: string, frame: SockFrame, now: Ns): void {
    const carrier = this.#carriers.get(name);
    if (carrier && !carrier.carry(frame, now)) this.#let(carrier, now);
  }
  #let(carrier: Carrier, now: Ns): void {
    this.#carriers.delete(carrier.session);
    this.#sessions.get(carrier.session)?.detach(now);
  }

  /** What a client says: each text is said back. False where it is no list of texts. */
  #heard(name: string, text: string, now: Ns): boolean {
    const messages = readMessages(text);
    const session = this.#sessions.get(name);
    if (!messages || !session) return false;
    for (const message of messages) session.send(message);
    for (const frame of session.flush(now)) this.#carry(name, frame, now);
    return true;
  }
}
