import type { Ns } from '../kernel/time.ts';
import type { Interface, TracedHost, Transmission } from '../net/host.ts';
import { tlsRoundTrips } from '../quic/tls.ts';
import { TcpStack } from '../tcp/stack.ts';
import type { End } from './ends.ts';
import type { Lane, Speech } from './lane.ts';
import type { Loader } from './loader.ts';
import { TCP_PORT, type LoadSetup } from './setup.ts';
import { TCP } from './tcp-config.ts';

interface Open {
  /** Index among the browser's connections, and the stack's id. */
  readonly on: number;
  readonly tcp: number;
  readonly lane: Lane;
  state: 'connecting' | 'securing' | 'open' | 'over';
  /** 'securing': when TLS is done. */
  readyAt: Ns;
}

/** A browser that loads a page over TCP: opens connections as its way allows, and asks on them. */
export class TcpBrowser implements TracedHost {
  readonly name: string;
  readonly address: number;
  readonly interfaces: readonly Interface[];
  readonly #stack: TcpStack;
  readonly #setup: LoadSetup;
  readonly #speech: Speech;
  readonly #server: number;
  readonly #loader: Loader;
  #open: Open[] = [];
  #opened = 0;
  #started = false;

  constructor(end: End, setup: LoadSetup, speech: Speech, server: number, loader: Loader) {
    this.name = end.name;
    this.interfaces = end.interfaces;
    this.address = end.interfaces[0]!.address;
    this.#setup = setup;
    this.#speech = speech;
    this.#server = server;
    this.#loader = loader;
    this.#stack = new TcpStack({ ...end, address: this.address, config: TCP });
  }

  receive(packet: Uint8Array, now: Ns): void {
    this.#stack.receive(packet, now);
    for (const one of this.#open) this.#look(one, now);
    this.#open = this.#open.filter(({ state }) => state !== 'over');
  }
  poll(now: Ns): Uint8Array[] {
    return this.transmit(now).map(({ packet }) => packet);
  }
  transmit(now: Ns): Transmission[] {
    if (!this.#started) this.#loader.start(now);
    this.#started = true;
    const out = this.#stack.transmit(now);
    // A timer may have ended a connection
    for (const one of this.#open) this.#look(one, now);
    this.#open = this.#open.filter(({ state }) => state !== 'over');
    this.#ask(now);
    for (const { tcp, lane, state } of this.#open)
      if (state === 'open') for (const bytes of lane.take()) this.#stack.send(tcp, bytes, now);
    out.push(...this.#stack.transmit(now));
    return out;
  }
  nextWake(): Ns | null {
    if (!this.#started) return 0;
    let wake = this.#stack.nextWake() ?? Infinity;
    for (const { state, readyAt } of this.#open) if (state === 'securing') wake = Math.min(wake, readyAt);
    return wake === Infinity ? null : wake;
  }

  /** Gives what is wanted to connections that are free, and opens as many more as are of use. */
  #ask(now: Ns): void {
    const { connections } = this.#setup.way;
    for (const one of this.#open) {
      if (one.state !== 'open') continue;
      while (one.lane.free && this.#loader.wanted) {
        const resource = this.#loader.take();
        const { headerBytes, plainBytes } = one.lane.ask(resource, this.#setup.cookieBytes);
        this.#loader.asked(resource.id, one.on, headerBytes, plainBytes, now);
      }
    }
    const onTheWay = () => this.#open.filter(({ state }) => state !== 'open').length;
    while (this.#open.length < connections && onTheWay() < this.#loader.wantedCount) {
      if (!this.#connect(now)) return;
    }
  }
  #connect(now: Ns): boolean {
    const tcp = this.#stack.connect({ address: this.#server, port: TCP_PORT }, now);
    if (tcp === undefined) return false;
    const on = this.#opened++;
    this.#open.push({ on, tcp, lane: this.#speech.lane(this.#setup.way), state: 'connecting', readyAt: 0 });
    this.#loader.connect(on, now);
    return true;
  }

  /** What has become of a connection. */
  #look(one: Open, now: Ns): void {
    const c = this.#stack.connection(one.tcp);
    if (one.state === 'connecting' && c?.state === 'ESTABLISHED') {
      this.#loader.say('connected', -1, one.on, now);
      const { security, rttNs } = this.#setup;
      one.readyAt = now + (security === 'none' ? 0 : tlsRoundTrips(security) * rttNs);
      one.state = 'securing';
    }
    if (one.state === 'securing' && one.readyAt <= now) {
      if (this.#setup.security !== 'none') this.#loader.say('secured', -1, one.on, now);
      one.state = 'open';
    }
    const bytes = this.#stack.read(one.tcp, now);
    if (bytes.length > 0) this.#told(one, one.lane.receive(bytes, now), now);
    // RFC 9293 §3.6: the server has nothing more to say
    if (c && c.state === 'CLOSE-WAIT') {
      this.#told(one, one.lane.end(), now);
      this.#leave(one, now);
    } else if (!c || one.lane.closes) this.#leave(one, now);
    else {
      const stands = c.reassembly.bytes > 0;
      for (const id of one.lane.pending) this.#loader.stands(id, stands, now);
    }
  }
  #leave(one: Open, now: Ns): void {
    one.state = 'over';
    this.#stack.close(one.tcp, now);
    const left = one.lane.pending;
    if (left.length > 0) this.#loader.say('broken', -1, one.on, now);
    for (const id of left) this.#loader.again(id, now);
  }
  #told(one: Open, events: ReturnType<Lane['receive']>, now: Ns): void {
    for (const event of events) {
      const { resource } = event;
      if (event.what === 'begins') {
        this.#loader.headers(event.headerBytes, event.plainBytes);
        this.#loader.begins(resource, one.on, now);
      } else if (event.what === 'part') this.#loader.part(resource, event.bytes, one.on, now);
      else this.#loader.done(resource, one.on, now);
    }
  }
}
