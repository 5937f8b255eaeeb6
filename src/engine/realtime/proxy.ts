import { HttpClient, type ClientEvent } from '../http/client.ts';
import { field, sameName, tokensOf, type Field, type Fields } from '../http/message.ts';
import { HttpServer, type ServerEvent } from '../http/server.ts';
import { SECOND, type Ns } from '../kernel/time.ts';
import type { Ending } from '../net/events.ts';
import { Alarms } from './alarms.ts';
import { describeUpgrade } from './describe.ts';
import { joined } from './joined.ts';
import type { Calls, Program } from './program.ts';

/** What stands in the location block of an nginx that passes requests on (ngx_http_proxy_module). */
export interface ProxyConfig {
  /** proxy_http_version: 1.0 was the default up to nginx 1.29.6, and knows no upgrade (RFC 9110 §7.8). */
  readonly httpVersion: '1.0' | '1.1';
  /** proxy_set_header Upgrade $http_upgrade; */
  readonly setUpgrade: boolean;
  /** proxy_set_header Connection "upgrade"; else nginx says close. */
  readonly setConnection: boolean;
  /** proxy_read_timeout: between two reads from the server behind. */
  readonly readTimeoutNs: Ns;
  /** proxy_buffering: what the server sends is kept until a buffer is full, or the response is whole. */
  readonly buffering: boolean;
}

/** One of proxy_buffers, as large as a page of memory. */
const BUFFER_BYTES = 4096;

/** Fields that are for one connection alone (RFC 9110 §7.6.1): a proxy drops them, and what Connection names besides. */
const HOP_BY_HOP = [
  'connection',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
];
const passedOn = (fields: Fields): Field[] => {
  const named = [...HOP_BY_HOP, ...tokensOf(field(fields, 'connection'))];
  return fields.filter(([name]) => !named.some((one) => sameName(name, one)));
};

/** A request on its way: the connection it came by, and the one it went on by. */
interface Passage {
  readonly front: number;
  readonly back: number;
  readonly http: HttpClient;
  readonly id: number;
  /** Of the response: its head has gone to the client, and is not to be kept back. */
  begun: boolean;
  buffered: boolean;
  kept: Uint8Array[];
  keptBytes: number;
  tunnel: boolean;
  opened: boolean;
}

/** A reverse proxy: takes requests from clients, and asks the server behind, on a connection of its own for each. */
export class Proxy implements Program {
  readonly port = 80;
  readonly #config: ProxyConfig;
  readonly #server: { readonly address: number; readonly port: number };
  readonly #fronts = new Map<number, HttpServer>();
  /** By the connection to the server, and by that to the client. */
  readonly #byBack = new Map<number, Passage>();
  readonly #byFront = new Map<number, Passage>();
  readonly #bodies = new Map<
    number,
    { head: Extract<ServerEvent, { kind: 'request' }>; parts: Uint8Array[] }
  >();
  readonly #alarms = new Alarms<`${number}`>();
  #calls!: Calls;

  constructor(config: ProxyConfig, server: { readonly address: number; readonly port: number }) {
    this.#config = config;
    this.#server = server;
  }
  start(calls: Calls): void {
    this.#calls = calls;
  }
  accepted(connection: number): void {
    this.#fronts.set(connection, new HttpServer());
  }
  opened(connection: number, now: Ns): void {
    const passage = this.#byBack.get(connection);
    if (!passage) return;
    passage.opened = true;
    this.#sendBack(passage, now);
  }

  data(connection: number, bytes: Uint8Array, now: Ns): void {
    const passage = this.#byBack.get(connection);
    if (passage) {
      this.#wait(passage, now);
      if (passage.tunnel) this.#calls.send(passage.front, bytes, now);
      else this.#answered(passage, passage.http.receive(bytes), now);
      return;
    }
    const tunnel = this.#byFront.get(connection);
    if (tunnel?.tunnel) return this.#calls.send(tunnel.back, bytes, now);
    const front = this.#fronts.get(connection);
    if (front) this.#asked(connection, front, front.receive(bytes), now);
  }
  ended(connection: number, now: Ns): void {
    const passage = this.#byBack.get(connection) ?? this.#byFront.get(connection);
    if (passage && !passage.tunnel && connection === passage.back)
      this.#answered(passage, passage.http.end(), now);
    else if (passage) this.#part(passage, now);
    this.#fronts.delete(connection);
    this.#calls.close(connection, now);
  }
  gone(connection: number, _: Ending, now: Ns): void {
    const passage = this.#byBack.get(connection) ?? this.#byFront.get(connection);
    this.#fronts.delete(connection);
    if (!passage) return;
    // nobody answers there: RFC 9110 §15.6.3
    if (connection === passage.back && !passage.begun && !passage.tunnel) this.#refuse(passage, 502, now);
    this.#part(passage, now);
  }

  poll(now: Ns): void {
    for (let due = this.#alarms.take(now); due; due = this.#alarms.take(now)) {
      const passage = this.#byBack.get(Number(due));
      if (!passage) continue;
      const seconds = Math.floor(this.#config.readTimeoutNs / SECOND);
      this.#calls.say(now, {
        ...{
          protocol: 'http',
          act: 'close',
          text: `proxy_read_timeout ${seconds}s`,
          connection: passage.front,
        },
        reason: passage.tunnel ? 'realtime.idle-closed' : 'realtime.gateway-timeout',
      });
      if (!passage.tunnel && !passage.begun) this.#refuse(passage, 504, now);
      this.#part(passage, now);
    }
  }
  nextWake(): Ns | null {
    return this.#alarms.next();
  }

  // --- from the client to the server

  #asked(front: number, http: HttpServer, events: readonly ServerEvent[], now: Ns): void {
    for (const event of events) {
      if (event.kind === 'request') this.#bodies.set(front, { head: event, parts: [] });
      else if (event.kind === 'body') this.#bodies.get(front)?.parts.push(event.bytes);
      else if (event.kind === 'end') this.#pass(front, now);
    }
    this.#sendFront(front, http, now);
  }

  /** The whole request has come (proxy_request_buffering): it goes on. */
  #pass(front: number, now: Ns): void {
    const asked = this.#bodies.get(front);
    this.#bodies.delete(front);
    if (!asked) return;
    const { head, id } = asked.head;
    const fields = passedOn(head.fields);
    const { httpVersion, setUpgrade, setConnection } = this.#config;
    const upgrade = field(head.fields, 'upgrade');
    if (setUpgrade && upgrade !== undefined) fields.push(['Upgrade', upgrade]);
    // proxy_set_header Connection close is what nginx does unasked
    fields.push(['Connection', setConnection ? 'upgrade' : 'close']);
    const back = this.#calls.connect(this.#server.address, this.#server.port, now);
    if (back === undefined) return;
    const http = new HttpClient();
    const body = asked.parts.length > 0 ? joined(asked.parts) : undefined;
    http.request(
      { method: head.method, target: head.target, minor: httpVersion === '1.0' ? 0 : 1, fields },
      body,
    );
    const passage: Passage = {
      ...{ front, back, http, id, begun: false, buffered: this.#config.buffering },
      ...{ kept: [], keptBytes: 0, tunnel: false, opened: false },
    };
    this.#byBack.set(back, passage);
    this.#byFront.set(front, passage);
    this.#calls.say(now, {
      ...{ protocol: 'http', act: 'write', connection: back },
      text: `${head.method} ${head.target} HTTP/${httpVersion} · ${describeUpgrade(fields)}`,
      reason: upgrade === undefined ? 'realtime.request-passed' : upgradeReason(this.#config),
    });
    this.#wait(passage, now);
  }
  #sendBack(passage: Passage, now: Ns): void {
    if (passage.opened) for (const bytes of passage.http.take()) this.#calls.send(passage.back, bytes, now);
  }

  // --- from the server to the client

  #answered(passage: Passage, events: readonly ClientEvent[], now: Ns): void {
    const http = this.#fronts.get(passage.front);
    if (!http) return this.#part(passage, now);
    for (const event of events) {
      if (event.kind === 'response') this.#head(passage, http, event.head, now);
      else if (event.kind === 'body') this.#body(passage, http, event.bytes, now);
      else if (event.kind === 'tunnel' && event.bytes.length > 0)
        this.#calls.send(passage.front, event.bytes, now);
      else if (event.kind === 'end') {
        this.#flush(passage, http, now);
        http.finish(passage.id);
        this.#done(passage, now);
        this.#asked(passage.front, http, http.more(), now);
      } else if (event.kind === 'over' && event.unanswered.length > 0 && !passage.begun)
        this.#refuse(passage, 502, now);
    }
    if (passage.keptBytes > 0)
      this.#calls.say(now, {
        ...{ protocol: 'http', act: 'wait', text: `${passage.keptBytes} B / ${BUFFER_BYTES} B` },
        ...{ connection: passage.front, reason: 'realtime.buffered' },
      });
    this.#sendFront(passage.front, http, now);
  }

  #head(
    passage: Passage,
    http: HttpServer,
    head: { readonly status: number; readonly reason: string; readonly fields: Fields },
    now: Ns,
  ): void {
    const { status, reason } = head;
    passage.begun = true;
    this.#calls.say(now, {
      ...{
        protocol: 'http',
        act: 'read',
        text: `${status} ${reason}`,
        code: status,
        connection: passage.back,
      },
      reason: status === 101 ? 'realtime.tunnel-opened' : 'realtime.response-passed',
    });
    if (status === 101) {
      passage.tunnel = true;
      const early = http.switch(passage.id, { status, reason, fields: head.fields });
      this.#sendFront(passage.front, http, now);
      if (early && early.length > 0) this.#calls.send(passage.back, early, now);
      return;
    }
    // ngx_http_proxy_module: X-Accel-Buffering of the response decides for itself, and goes no further
    const own = field(head.fields, 'x-accel-buffering');
    if (own !== undefined) passage.buffered = own === 'yes';
    const fields = passedOn(head.fields).filter(([name]) => !sameName(name, 'x-accel-buffering'));
    http.respond(passage.id, { status, reason, fields });
  }

  #body(passage: Passage, http: HttpServer, bytes: Uint8Array, now: Ns): void {
    passage.kept.push(bytes.slice());
    passage.keptBytes += bytes.length;
    if (!passage.buffered || passage.keptBytes >= BUFFER_BYTES) this.#flush(passage, http, now);
  }
  #flush(passage: Passage, http: HttpServer, now: Ns): void {
    if (passage.keptBytes === 0) return;
    const bytes = joined(passage.kept);
    passage.kept = [];
    passage.keptBytes = 0;
    http.write(passage.id, bytes);
    this.#sendFront(passage.front, http, now);
  }

  #refuse(passage: Passage, status: number, now: Ns): void {
    const http = this.#fronts.get(passage.front);
    passage.begun = true;
    http?.respond(passage.id, { status, fields: [] }, new Uint8Array(0));
    if (http) this.#sendFront(passage.front, http, now);
  }
  #sendFront(front: number, http: HttpServer, now: Ns): void {
    for (const bytes of http.take()) this.#calls.send(front, bytes, now);
    if (!http.closes) return;
    this.#calls.close(front, now);
    this.#fronts.delete(front);
  }

  // --- ends

  #wait(passage: Passage, now: Ns): void {
    this.#alarms.set(`${passage.back}`, now + this.#config.readTimeoutNs);
  }
  /** The response is whole: the connection to the server has served its turn. */
  #done(passage: Passage, now: Ns): void {
    this.#alarms.clear(`${passage.back}`);
    this.#byBack.delete(passage.back);
    if (this.#byFront.get(passage.front) === passage) this.#byFront.delete(passage.front);
    this.#calls.close(passage.back, now);
  }
  /** One side is gone, so the other goes too. */
  #part(passage: Passage, now: Ns): void {
    this.#done(passage, now);
    this.#fronts.delete(passage.front);
    this.#calls.close(passage.front, now);
  }
}

/** What becomes of a request for an upgrade: all three lines of the configuration are needed. */
function upgradeReason({ httpVersion, setUpgrade, setConnection }: ProxyConfig): string {
  if (httpVersion === '1.0') return 'realtime.upgrade-in-http10';
  if (!setUpgrade) return 'realtime.upgrade-dropped';
  return setConnection ? 'realtime.upgrade-passed' : 'realtime.connection-replaced';
}
