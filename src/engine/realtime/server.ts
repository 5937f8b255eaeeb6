import { hasField, type Field } from '../http/message.ts';
import { HttpServer, type ServerEvent } from '../http/server.ts';
import { reasonPhrase } from '../http/status.ts';
import type { Ns } from '../kernel/time.ts';
import type { Ending } from '../net/events.ts';
import { answerOpening, type Policy } from '../websocket/server-handshake.ts';
import { encodeUtf8 } from '../wire/utf8.ts';
import { describeUpgrade } from './describe.ts';
import { joined } from './joined.ts';
import type { Calls, Program } from './program.ts';
import { SocketSide } from './socket-side.ts';

/** What a server makes of the messages of a WebSocket, or of requests under its paths. */
export interface Service {
  /** Whether the path is its own. */
  owns(path: string): boolean;
  /** 'socket': an opening handshake is expected there. */
  kindOf(path: string): 'socket' | 'request';
  readonly policy: Policy;
  start(server: Served): void;
  opened(side: SocketSide, path: string, now: Ns): void;
  message(side: SocketSide, text: boolean, bytes: Uint8Array, now: Ns): void;
  pong?(side: SocketSide, now: Ns): void;
  /** The connection is no more, whether or not it was a WebSocket. */
  gone(connection: number, now: Ns): void;
  request?(exchange: Exchange, now: Ns): void;
  poll(now: Ns): void;
  nextWake(): Ns | null;
}

/** A whole request, and how it is answered. */
export interface Exchange {
  readonly connection: number;
  readonly method: string;
  readonly path: string;
  readonly body: Uint8Array;
  /** Whole where a body is given; else begun, and `write` and `finish` follow. */
  respond(status: number, fields: readonly Field[], body: string | undefined, now: Ns): void;
  write(text: string, now: Ns): void;
  finish(now: Ns): void;
}

export interface Served {
  readonly calls: Calls;
}

/** A web server with services: some speak WebSocket, some answer requests. */
export class Server implements Program {
  readonly port: number;
  readonly #services: readonly Service[];
  readonly #https = new Map<number, HttpServer>();
  readonly #sides = new Map<number, { readonly side: SocketSide; readonly service: Service }>();
  readonly #asked = new Map<
    number,
    { event: Extract<ServerEvent, { kind: 'request' }>; parts: Uint8Array[] }
  >();
  #calls!: Calls;

  constructor(port: number, services: readonly Service[]) {
    this.port = port;
    this.#services = services;
  }
  start(calls: Calls): void {
    this.#calls = calls;
    for (const one of this.#services) one.start({ calls });
  }
  accepted(connection: number): void {
    this.#https.set(connection, new HttpServer());
  }
  data(connection: number, bytes: Uint8Array, now: Ns): void {
    const open = this.#sides.get(connection);
    if (open) return this.#frames(open, bytes, now);
    const http = this.#https.get(connection);
    if (http) this.#events(connection, http, http.receive(bytes), now);
  }
  ended(connection: number, now: Ns): void {
    const open = this.#sides.get(connection);
    open?.side.lost(now);
    this.#forget(connection, now);
    this.#calls.close(connection, now);
  }
  gone(connection: number, _: Ending, now: Ns): void {
    this.#sides.get(connection)?.side.lost(now);
    this.#forget(connection, now);
  }
  poll(now: Ns): void {
    for (const one of this.#services) one.poll(now);
  }
  nextWake(): Ns | null {
    return this.#services.reduce<Ns | null>((next, one) => {
      const due = one.nextWake();
      return next === null || due === null ? (next ?? due) : Math.min(next, due);
    }, null);
  }

  #events(connection: number, http: HttpServer, events: readonly ServerEvent[], now: Ns): void {
    for (const event of events) {
      if (event.kind === 'request') this.#asked.set(connection, { event, parts: [] });
      else if (event.kind === 'body') this.#asked.get(connection)?.parts.push(event.bytes.slice());
      else if (event.kind === 'end') this.#whole(connection, http, now);
    }
    this.#send(connection, http, now);
  }

  #whole(connection: number, http: HttpServer, now: Ns): void {
    const asked = this.#asked.get(connection);
    this.#asked.delete(connection);
    if (!asked) return;
    const { head, id } = asked.event;
    const path = head.target.split('?', 1)[0]!;
    const service = this.#services.find((one) => one.owns(path));
    this.#calls.say(now, {
      ...{ protocol: 'http', act: 'read', connection, reason: 'realtime.request-read' },
      text: `${head.method} ${head.target} HTTP/1.${head.minor}${isOpening(head.fields) ? ` · ${describeUpgrade(head.fields)}` : ''}`,
    });
    if (service?.kindOf(path) === 'socket')
      return this.#open(connection, http, asked.event, service, path, now);
    const exchange = this.#exchange(connection, http, id, head.method, path, joined(asked.parts));
    if (service?.request) service.request(exchange, now);
    else exchange.respond(404, [], '', now);
  }

  #open(
    connection: number,
    http: HttpServer,
    { head, id }: Extract<ServerEvent, { kind: 'request' }>,
    service: Service,
    path: string,
    now: Ns,
  ): void {
    const answer = answerOpening(
      { method: head.method, version: 10 + head.minor, fields: head.fields },
      service.policy,
    );
    const text = `${answer.status} ${reasonPhrase(answer.status)}`;
    const say = { protocol: 'websocket', text, code: answer.status, connection } as const;
    if ('fault' in answer) {
      this.#calls.say(now, { ...say, act: 'refuse', reason: `realtime.refuse-${answer.fault}` });
      http.respond(id, { status: answer.status, fields: answer.fields }, encodeUtf8(answer.fault));
      return;
    }
    const early = http.switch(id, { status: 101, fields: answer.fields });
    this.#send(connection, http, now);
    this.#https.delete(connection);
    const side = new SocketSide(connection, { role: 'server' }, this.#calls);
    const open = { side, service };
    this.#sides.set(connection, open);
    this.#calls.say(now, { ...say, act: 'open', reason: 'realtime.opened-server', set: { socket: 'OPEN' } });
    service.opened(side, path, now);
    side.flush(now);
    if (early && early.length > 0) this.#frames(open, early, now);
  }

  #frames({ side, service }: { side: SocketSide; service: Service }, bytes: Uint8Array, now: Ns): void {
    for (const one of side.receive(bytes, now)) {
      if (one.what === 'message') service.message(side, one.text, one.bytes, now);
      else if (one.what === 'pong') service.pong?.(side, now);
    }
    side.flush(now);
  }

  #exchange(
    connection: number,
    http: HttpServer,
    id: number,
    method: string,
    path: string,
    body: Uint8Array,
  ): Exchange {
    const then = (now: Ns) => this.#send(connection, http, now);
    return {
      ...{ connection, method, path, body },
      respond: (status, fields, text, now) => {
        this.#calls.say(now, {
          ...{
            protocol: 'http',
            act: 'write',
            text: `${status} ${reasonPhrase(status)}`,
            code: status,
            connection,
          },
          reason: 'realtime.response-written',
        });
        http.respond(id, { status, fields }, text === undefined ? undefined : encodeUtf8(text));
        then(now);
      },
      write: (text, now) => {
        http.write(id, encodeUtf8(text));
        then(now);
      },
      finish: (now) => {
        http.finish(id);
        then(now);
      },
    };
  }

  #send(connection: number, http: HttpServer, now: Ns): void {
    for (const bytes of http.take()) this.#calls.send(connection, bytes, now);
    if (!http.closes) return;
    this.#calls.close(connection, now);
    this.#https.delete(connection);
  }
  #forget(connection: number, now: Ns): void {
    this.#sides.delete(connection);
    this.#https.delete(connection);
    this.#asked.delete(connection);
    for (const one of this.#services) one.gone(connection, now);
  }
}

const isOpening = (fields: readonly Field[]): boolean => hasField(fields, 'sec-websocket-key');
