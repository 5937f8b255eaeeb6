import { HttpClient, type ClientEvent } from '../../http/client.ts';
import type { Field } from '../../http/message.ts';
import type { Stream } from '../../kernel/random.ts';
import type { Ns } from '../../kernel/time.ts';
import { ALL_FAILED, Fallback, INFO_TIMEOUT, type Transport } from '../../sockjs/fallback.ts';
import { readSockFrame, SockLines, writeMessages, type SockFrame } from '../../sockjs/framing.ts';
import { drawSession, readInfo, sockUrl, type TransportName } from '../../sockjs/url.ts';
import { checkAnswer, keyFrom, openingFields } from '../../websocket/client-handshake.ts';
import { decodeUtf8, encodeUtf8 } from '../../wire/utf8.ts';
import { Alarms } from '../alarms.ts';
import { SocketSide } from '../socket-side.ts';
import { Page, type Site } from './page.ts';

export interface SockPageSetup {
  readonly site: Site;
  readonly random: Stream;
  /** Which transports the page allows. */
  readonly allowed: readonly Transport[];
  /** What it says once it is open, one so often. */
  readonly messages: readonly string[];
  readonly everyNs: Ns;
}

const PATHS: Readonly<Record<Transport, TransportName>> = {
  websocket: 'websocket',
  'xhr-streaming': 'xhr_streaming',
  'xhr-polling': 'xhr',
};

/** A TCP connection of the page, for one request, or for the socket that came of it. */
interface Line {
  readonly purpose: 'info' | 'send' | Transport;
  readonly http: HttpClient;
  readonly key: string;
  readonly ask: () => void;
  readonly askedAt: Ns;
  readonly lines: SockLines;
  body: string;
  side?: SocketSide;
}

/** A page with SockJS: asks what the server has, then tries one transport after the other until one brings an 'o'. */
export class SockPage extends Page {
  readonly #setup: SockPageSetup;
  readonly #lines = new Map<number, Line>();
  readonly #alarms = new Alarms<'timeout' | 'say'>();
  #fallback: Fallback | undefined;
  #transport: Transport | undefined;
  #current: number | undefined;
  #session = { server: '', session: '' };
  #open = false;
  #over = false;
  #said = 0;

  constructor(setup: SockPageSetup) {
    super(setup.site);
    this.#setup = setup;
  }

  protected begin(now: Ns): void {
    this.#alarms.set('timeout', now + INFO_TIMEOUT);
    this.#ask('info', 'GET', '/sock/info', undefined, now);
  }
  opened(connection: number, now: Ns): void {
    const line = this.#lines.get(connection);
    line?.ask();
    for (const bytes of line?.http.take() ?? []) this.calls.send(connection, bytes, now);
  }
  data(connection: number, bytes: Uint8Array, now: Ns): void {
    const line = this.#lines.get(connection);
    if (!line) return;
    if (line.side) this.#frames(line.side, bytes, now);
    else for (const event of line.http.receive(bytes)) this.#answered(connection, line, event, now);
  }
  ended(connection: number, now: Ns): void {
    const line = this.#lines.get(connection);
    line?.side?.lost(now);
    if (line && !line.side) for (const event of line.http.end()) this.#answered(connection, line, event, now);
    this.#dropped(connection, now);
    this.calls.close(connection, now);
  }
  gone(connection: number, _: unknown, now: Ns): void {
    this.#dropped(connection, now);
  }
  poll(now: Ns): void {
    for (let due = this.#alarms.take(now); due; due = this.#alarms.take(now)) {
      if (due === 'say') this.#speak(now);
      else this.#failed('realtime.sock-timeout', now);
    }
  }
  nextWake(): Ns | null {
    return this.#alarms.next();
  }

  // --- requests

  #ask(purpose: Line['purpose'], method: string, target: string, body: string | undefined, now: Ns): void {
    const connection = this.connect(now);
    if (connection === undefined) return;
    const http = new HttpClient();
    const key = keyFrom(this.#setup.random);
    const { host, origin } = this.site;
    const fields: Field[] =
      purpose === 'websocket'
        ? openingFields({ host, target, key, origin })
        : [
            ['Host', host],
            ['Origin', origin],
          ];
    const ask = () =>
      void http.request({ method, target, fields }, body === undefined ? undefined : encodeUtf8(body));
    this.#lines.set(connection, { purpose, http, key, ask, askedAt: now, lines: new SockLines(), body: '' });
    if (purpose !== 'info' && purpose !== 'send') this.#current = connection;
    this.calls.say(now, {
      ...{ protocol: 'sockjs', act: 'write', text: `${method} ${target}`, connection },
      reason: `realtime.sock-${purpose}`,
    });
  }

  #answered(connection: number, line: Line, event: ClientEvent, now: Ns): void {
    const ours = connection === this.#current;
    if (event.kind === 'response') {
      if (line.purpose === 'websocket') this.#upgraded(connection, line, event.head, now);
      else if (ours && event.head.status !== 200) this.#failed('realtime.sock-refused', now);
    } else if (event.kind === 'tunnel' && line.side && event.bytes.length > 0)
      this.#frames(line.side, event.bytes, now);
    else if (event.kind === 'body') {
      const text = decodeUtf8(event.bytes);
      if (line.purpose === 'info') line.body += text;
      else if (ours) for (const one of line.lines.take(text)) this.#heard(readSockFrame(one), now);
    } else if (event.kind === 'end') this.#ended(connection, line, now);
  }

  #ended(connection: number, line: Line, now: Ns): void {
    const current = connection === this.#current;
    this.#lines.delete(connection);
    this.calls.close(connection, now);
    if (line.purpose === 'info') {
      const info = readInfo(line.body);
      this.#fallback = new Fallback(now - line.askedAt, info?.websocket ?? false, this.#setup.allowed);
      this.#next(now);
    } else if (current && this.#open && (line.purpose === 'xhr-polling' || line.purpose === 'xhr-streaming'))
      this.#carryOn(line.purpose, now);
  }
  /** The response that carried frames is over: the next one is asked for. */
  #carryOn(transport: Transport, now: Ns): void {
    this.#ask(
      transport,
      'POST',
      sockUrl({ prefix: '/sock', ...this.#session, transport: PATHS[transport] }),
      '',
      now,
    );
  }

  // --- transports

  #next(now: Ns): void {
    const next = this.#fallback?.next();
    this.#transport = next?.transport;
    if (!next) {
      this.#over = true;
      this.#alarms.clearAll();
      this.calls.say(now, {
        ...{ protocol: 'sockjs', act: 'fail', text: String(ALL_FAILED), code: ALL_FAILED },
        ...{ reason: 'realtime.sock-all-failed', set: { transport: '–' } },
      });
      return;
    }
    this.#alarms.set('timeout', now + next.timeoutNs);
    this.#session = drawSession(this.#setup.random);
    const target = sockUrl({ prefix: '/sock', ...this.#session, transport: PATHS[next.transport] });
    if (next.transport === 'websocket') this.#ask('websocket', 'GET', target, undefined, now);
    else this.#carryOn(next.transport, now);
  }
  #failed(reason: string, now: Ns): void {
    const connection = this.#current;
    this.#alarms.clear('timeout');
    this.#current = undefined;
    this.calls.say(now, {
      ...{ protocol: 'sockjs', act: 'fail', text: this.#transport ?? 'info', reason },
      ...(connection !== undefined && { connection }),
    });
    if (connection !== undefined) {
      this.#lines.delete(connection);
      this.calls.close(connection, now);
    }
    if (this.#open || this.#over) this.#alarms.clearAll();
    else this.#next(now);
  }
  #dropped(connection: number, now: Ns): void {
    const known = this.#lines.delete(connection);
    if (known && connection === this.#current) this.#failed('realtime.sock-dropped', now);
  }

  #upgraded(
    connection: number,
    line: Line,
    head: { readonly status: number; readonly fields: readonly Field[] },
    now: Ns,
  ): void {
    const verdict = checkAnswer({ key: line.key }, head);
    if ('fault' in verdict) return this.#failed('realtime.sock-no-upgrade', now);
    line.side = new SocketSide(connection, { role: 'client', random: this.#setup.random }, this.calls);
  }
  #frames(side: SocketSide, bytes: Uint8Array, now: Ns): void {
    for (const one of side.receive(bytes, now))
      if (one.what === 'message' && one.text) this.#heard(readSockFrame(decodeUtf8(one.bytes)), now);
    side.flush(now);
  }

  // --- messages

  #heard(frame: SockFrame | undefined, now: Ns): void {
    if (!frame || frame.kind === 'heartbeat') return;
    const say = { protocol: 'sockjs', connection: this.#current! } as const;
    if (frame.kind === 'open') {
      this.#open = true;
      this.#alarms.clear('timeout');
      const text = this.#transport!;
      const set = { transport: text };
      this.calls.say(now, { ...say, act: 'open', text, reason: 'realtime.sock-open', set });
      this.#alarms.set('say', now + this.#setup.everyNs);
    } else if (frame.kind === 'messages')
      for (const message of frame.messages)
        this.calls.say(now, {
          ...{ ...say, act: 'deliver', text: `"${message}"`, bytes: message.length },
          reason: 'realtime.sock-message',
        });
    else
      this.calls.say(now, {
        ...{ ...say, act: 'close', text: `${frame.code} "${frame.reason}"`, code: frame.code },
        reason: 'realtime.sock-closed',
      });
  }

  #speak(now: Ns): void {
    const message = this.#setup.messages[this.#said];
    if (message === undefined) return;
    this.#said += 1;
    const list = writeMessages([message]);
    const side = this.#current === undefined ? undefined : this.#lines.get(this.#current)?.side;
    if (side) {
      // over a WebSocket a single text is enough, or a list
      side.end.send(list);
      side.flush(now);
    } else
      this.#ask(
        'send',
        'POST',
        sockUrl({ prefix: '/sock', ...this.#session, transport: 'xhr_send' }),
        list,
        now,
      );
    this.#alarms.set('say', now + this.#setup.everyNs);
  }
}
