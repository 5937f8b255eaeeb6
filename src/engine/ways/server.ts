import { field } from '../http/message.ts';
import { SaidBefore } from '../http/said-before.ts';
import { HttpServer, type ServerEvent } from '../http/server.ts';
import type { Ns } from '../kernel/time.ts';
import { writeEvent } from '../sse/event-stream.ts';
import { WebSocketEnd } from '../websocket/endpoint.ts';
import { answerOpening } from '../websocket/server-handshake.ts';
import { decodeUtf8, encodeUtf8 } from '../wire/utf8.ts';
import { responseFields } from './fields.ts';
import { OwnFraming, WebSocketFraming, type Content, type Framing } from './framing.ts';
import { lineOf, type Item, type Job } from './job.ts';
import type { Calls, Program } from './program.ts';
import { STORED } from './user.ts';
import type { Way } from './ways.ts';

type Request = Extract<ServerEvent, { kind: 'request' }>;

/** One connection at the server: HTTP's until it has switched, or one's own framing from the first byte. */
interface Peer {
  readonly http: HttpServer | undefined;
  framing: Framing | undefined;
  /** The request that is being read, and what has come of its body. */
  asked: Request | undefined;
  body: Uint8Array[];
  /** A request that waits for news: the how many messages it knows. */
  held: { readonly id: number; readonly after: number } | undefined;
  /** A response without end. */
  events: number | undefined;
}

/** The server of a job: has the list of messages, or the files, and brings them the way it is asked to. */
export class Server implements Program {
  readonly port = 80;
  readonly #way: Way;
  readonly #job: Job;
  readonly #peers = new Map<number, Peer>();
  /** Lines in the order in which the server has had them. */
  readonly #log: string[] = [];
  /** What comes up at the server itself. */
  readonly #own: readonly Item[];
  #calls!: Calls;
  #next = 0;
  #contentBytes = 0;
  /** Answers that said: nothing new. */
  #nothing = 0;

  constructor(way: Way, job: Job) {
    this.#way = way;
    this.#job = job;
    this.#own = job.id === 'ticks' ? job.items : [];
  }

  start(calls: Calls): void {
    this.#calls = calls;
  }
  opened(connection: number, now: Ns): void {
    if (this.#peers.has(connection)) return;
    const raw = this.#way === 'raw';
    const peer: Peer = {
      http: raw ? undefined : new HttpServer({}, new SaidBefore()),
      framing: raw ? new OwnFraming() : undefined,
      ...{ asked: undefined, body: [], held: undefined, events: undefined },
    };
    this.#peers.set(connection, peer);
    if (peer.framing) this.#welcome(peer.framing, now);
    this.#flush(connection, peer, now);
  }
  data(connection: number, bytes: Uint8Array, now: Ns): void {
    const peer = this.#peers.get(connection);
    if (!peer) return;
    if (peer.framing) this.#contents(peer.framing, peer.framing.take(bytes), now);
    else this.#heard(peer, peer.http!.receive(bytes), now);
    this.#flush(connection, peer, now);
  }
  ended(connection: number, now: Ns): void {
    this.#peers.delete(connection);
    this.#calls.close(connection, now);
  }
  gone(connection: number): void {
    this.#peers.delete(connection);
  }
  poll(now: Ns): void {
    for (let next = this.#own[this.#next]; next && next.dueNs <= now; next = this.#own[this.#next]) {
      this.#next += 1;
      this.#calls.item(now, 'write', next.number, 0, {});
      this.#publish(lineOf(next), now);
    }
  }
  nextWake(): Ns | null {
    return this.#own[this.#next]?.dueNs ?? null;
  }

  /** To everybody who waits for it; who asks later finds it in the list. */
  #publish(line: string, now: Ns): void {
    this.#log.push(line);
    const pushed = [...this.#peers.values()].filter(({ framing, events }) => framing || events !== undefined);
    if (pushed.length > 0) this.#sends('ways.push', pushed.length * line.length, now);
    for (const [connection, peer] of this.#peers) {
      if (peer.framing) peer.framing.put(line);
      else if (peer.held) this.#news(peer, peer.held.id, peer.held.after, now);
      else if (peer.events !== undefined) peer.http!.write(peer.events, eventOf(line, this.#log.length));
      this.#flush(connection, peer, now);
    }
  }

  #heard(peer: Peer, events: readonly ServerEvent[], now: Ns): void {
    for (const event of events) {
      if (event.kind === 'request') {
        peer.asked = event;
        peer.body = [];
      } else if (event.kind === 'body') peer.body.push(event.bytes);
      else if (event.kind === 'end' && peer.asked && !peer.framing) this.#answer(peer, peer.asked, now);
    }
  }

  /** RFC 6455 §4.2: with 101 the connection is no longer HTTP's. */
  #switch(peer: Peer, { id, head }: Request, now: Ns): void {
    const answer = answerOpening({ method: head.method, version: 10 + head.minor, fields: head.fields });
    if (answer.status !== 101) return void peer.http!.respond(id, answer, NOTHING);
    const [date] = responseFields(now, '');
    const first = peer.http!.switch(id, { status: 101, fields: [...answer.fields, date!] });
    if (!first) return;
    peer.framing = new WebSocketFraming(new WebSocketEnd({ role: 'server' }));
    this.#welcome(peer.framing, now);
    this.#contents(peer.framing, peer.framing.take(first), now);
  }
  /** Who is new gets what there is. */
  #welcome(framing: Framing, now: Ns): void {
    this.#sendLines(this.#log, now);
    for (const line of this.#log) framing.put(line);
  }

  #answer(peer: Peer, request: Request, now: Ns): void {
    if (request.upgrade.length > 0) return this.#switch(peer, request, now);
    const { id } = request;
    const { method, target } = request.head;
    const http = peer.http!;
    const body = joined(peer.body);
    if (method === 'POST') {
      if (target === '/files') this.#stored(body, now);
      else this.#publish(decodeUtf8(body), now);
      http.respond(id, { status: 204, fields: responseFields(now, 'text/plain').slice(0, 3) }, NOTHING);
    } else if (target === '/events') {
      http.respond(id, { status: 200, fields: responseFields(now, 'text/event-stream') });
      peer.events = id;
      // HTML §9.2.4: what has come up since; to a newcomer, all of it
      const after = Number(field(request.head.fields, 'last-event-id') ?? 0);
      const missed = this.#log.slice(after);
      this.#sendLines(missed, now);
      missed.forEach((line, nth) => http.write(id, eventOf(line, after + nth + 1)));
    } else if (target.startsWith('/files/')) {
      const fields = responseFields(now, 'application/octet-stream');
      http.respond(id, { status: 200, fields }, this.#content(Number(target.slice(7)), now));
    } else this.#news(peer, id, Number(target.slice(target.indexOf('=') + 1)), now);
  }

  /** What the asker does not have. Where there is none: nothing new (RFC 9110 §15.3.5), or the request is held (RFC 6202 §2.1). */
  #news(peer: Peer, id: number, after: number, now: Ns): void {
    const lines = this.#log.slice(after);
    if (lines.length === 0 && this.#way === 'long') {
      peer.held = { id, after };
      this.#calls.note(now, 'ways.hold', { held: this.#held });
      return;
    }
    peer.held = undefined;
    if (lines.length === 0) {
      this.#calls.note(now, 'ways.nothing', { nothing: (this.#nothing += 1) });
      peer.http!.respond(id, { status: 204, fields: responseFields(now, '').slice(0, 3) }, NOTHING);
      return;
    }
    this.#sendLines(lines, now);
    const body = encodeUtf8(lines.map((line) => `${line}\n`).join(''));
    peer.http!.respond(id, { status: 200, fields: responseFields(now, 'text/plain') }, body);
  }

  #contents(framing: Framing, contents: readonly Content[], now: Ns): void {
    for (const content of contents) {
      if (typeof content !== 'string') {
        this.#stored(content, now);
        framing.put(STORED);
      } else if (content.startsWith('get ')) framing.put(this.#content(Number(content.slice(4)), now));
      else this.#publish(content, now);
    }
  }
  #stored(content: Uint8Array, now: Ns): void {
    this.#calls.item(now, 'read', 0, now, { gotBytes: content.length });
  }
  #content(file: number, now: Ns): Uint8Array {
    const bytes = this.#job.items[file]?.bytes ?? 0;
    this.#sends('ways.answer', bytes, now);
    return new Uint8Array(bytes).fill(0x61);
  }
  #sendLines(lines: readonly string[], now: Ns): void {
    const bytes = lines.reduce((sum, { length }) => sum + length, 0);
    if (bytes > 0) this.#sends('ways.answer', bytes, now);
  }
  #sends(reason: string, bytes: number, now: Ns): void {
    this.#calls.note(now, reason, { contentBytes: (this.#contentBytes += bytes) });
  }
  get #held(): number {
    return [...this.#peers.values()].filter(({ held }) => held).length;
  }

  #flush(connection: number, { http, framing }: Peer, now: Ns): void {
    const out = [...(http?.take() ?? []), ...(framing?.output() ?? [])];
    for (const bytes of out) this.#calls.send(connection, bytes, now);
    if ((http?.closes && !framing) || framing?.hangsUp) this.#calls.close(connection, now);
  }
}

const eventOf = (line: string, id: number): Uint8Array => encodeUtf8(writeEvent(line, { id: String(id) }));

const NOTHING = new Uint8Array(0);

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
