import { HttpClient, type ClientEvent } from '../../http/client.ts';
import type { Stream } from '../../kernel/random.ts';
import type { Ns } from '../../kernel/time.ts';
import { checkAnswer, keyFrom, openingFields, type Opening } from '../../websocket/client-handshake.ts';
import { decodeUtf8 } from '../../wire/utf8.ts';
import { Alarms } from '../alarms.ts';
import { describeUpgrade } from '../describe.ts';
import { SocketSide } from '../socket-side.ts';
import { Page, type Site } from './page.ts';

/** What a page does once its socket is open, so long after. */
export type Deed =
  | { readonly afterNs: Ns; readonly do: 'send'; readonly text: string }
  /** Bytes that the reader has made: they go out as they are. */
  | { readonly afterNs: Ns; readonly do: 'raw'; readonly bytes: Uint8Array }
  | { readonly afterNs: Ns; readonly do: 'close'; readonly code: number; readonly reason: string };

export interface SocketPageSetup {
  readonly site: Site;
  readonly target: string;
  readonly protocols: readonly string[];
  /** Changes the fields of the opening request, for lessons that leave one out. */
  readonly leaveOut?: string;
  readonly random: Stream;
  readonly deeds: readonly Deed[];
}

/** A page that opens a WebSocket and does what its script says. */
export class SocketPage extends Page {
  readonly #setup: SocketPageSetup;
  readonly #http = new HttpClient();
  readonly #opening: Opening;
  /** Deeds by their number; a subclass adds its own. */
  protected readonly alarms = new Alarms<string>();
  #connection: number | undefined;
  protected side: SocketSide | undefined;

  constructor(setup: SocketPageSetup) {
    super(setup.site);
    this.#setup = setup;
    const { site, target, protocols, random } = setup;
    this.#opening = { host: site.host, target, key: keyFrom(random), origin: site.origin, protocols };
  }

  protected begin(now: Ns): void {
    this.#connection = this.connect(now);
  }
  opened(connection: number, now: Ns): void {
    const { leaveOut } = this.#setup;
    const fields = openingFields(this.#opening).filter(([name]) => name.toLowerCase() !== leaveOut);
    this.#http.request({ method: 'GET', target: this.#opening.target, fields });
    this.calls.say(now, {
      ...{ protocol: 'websocket', act: 'write', connection, reason: 'realtime.opening-written' },
      text: `GET ${this.#opening.target} HTTP/1.1 · ${describeUpgrade(fields)}`,
      set: { socket: 'CONNECTING' },
    });
    for (const bytes of this.#http.take()) this.calls.send(connection, bytes, now);
  }
  data(connection: number, bytes: Uint8Array, now: Ns): void {
    if (this.side) this.#frames(bytes, now);
    else for (const event of this.#http.receive(bytes)) this.#answered(connection, event, now);
  }
  ended(connection: number, now: Ns): void {
    if (this.side) this.side.lost(now);
    else for (const event of this.#http.end()) this.#answered(connection, event, now);
    this.alarms.clearAll();
    this.calls.close(connection, now);
  }
  gone(connection: number, _: unknown, now: Ns): void {
    if (connection !== this.#connection) return;
    this.alarms.clearAll();
    this.side?.lost(now);
  }

  poll(now: Ns): void {
    for (let due = this.alarms.take(now); due; due = this.alarms.take(now)) {
      const nth = /^deed (\d+)$/.exec(due)?.[1];
      if (nth === undefined) this.alarm(due, now);
      else this.#do(Number(nth), now);
    }
  }
  nextWake(): Ns | null {
    return this.alarms.next();
  }

  #answered(connection: number, event: ClientEvent, now: Ns): void {
    if (event.kind === 'response') {
      const { head } = event;
      const verdict = checkAnswer(this.#opening, head);
      const say = {
        protocol: 'websocket',
        text: `${head.status} ${head.reason}`,
        code: head.status,
        connection,
      } as const;
      if ('fault' in verdict) {
        const reason = `realtime.answer-${verdict.fault}`;
        this.calls.say(now, { ...say, act: 'fail', reason, set: { socket: 'CLOSED' } });
        this.calls.close(connection, now);
        return;
      }
      this.side = new SocketSide(connection, { role: 'client', random: this.#setup.random }, this.calls);
      this.calls.say(now, { ...say, act: 'open', reason: 'realtime.opened-client', set: { socket: 'OPEN' } });
      this.#setup.deeds.forEach((deed, nth) => this.alarms.set(`deed ${nth}`, now + deed.afterNs));
    } else if (event.kind === 'tunnel' && event.bytes.length > 0) this.#frames(event.bytes, now);
  }

  #frames(bytes: Uint8Array, now: Ns): void {
    const side = this.side!;
    for (const one of side.receive(bytes, now)) {
      if (one.what !== 'message') continue;
      this.read(side, one.text, one.bytes, now);
    }
    side.flush(now);
    if (side.end.state === 'CLOSED') this.alarms.clearAll();
  }

  #do(nth: number, now: Ns): void {
    const deed = this.#setup.deeds[nth]!;
    const side = this.side!;
    if (deed.do === 'raw') side.end.raw(deed.bytes);
    else if (deed.do === 'close') side.end.close(deed.code, deed.reason);
    else side.end.send(this.worded(deed.text));
    side.flush(now);
  }

  /** A message has come. */
  protected read({ connection }: SocketSide, text: boolean, bytes: Uint8Array, now: Ns): void {
    this.calls.say(now, {
      ...{ protocol: 'websocket', act: 'deliver', reason: 'realtime.message', connection },
      text: text ? `"${decodeUtf8(bytes.subarray(0, 96))}"` : `${bytes.length} B`,
      bytes: bytes.length,
    });
  }
  /** The text of a deed as it is sent. */
  protected worded(text: string): string {
    return text;
  }
  /** An alarm that is no deed. */
  protected alarm(_name: string, _now: Ns): void {}
}
