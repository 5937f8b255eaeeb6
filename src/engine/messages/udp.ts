import type { Ns } from '../kernel/time.ts';
import type { Observe } from '../net/host.ts';
import type { Datagram, Transport } from '../net/transport.ts';
import { PROTOCOL, type Ipv4Header } from '../wire/ipv4.ts';
import { encodeUdp, readUdp } from '../wire/udp.ts';
import type { Inbox } from './inbox.ts';
import { dueOf, encodeMessage, numberOf, type Plan } from './message.ts';
import type { Playout } from './playout.ts';

/** UDP with a program that sends each message as a datagram when its time comes, and hears nothing of them (RFC 768 "Introduction", RFC 8085 §3). */
export class UdpSource implements Transport {
  readonly protocol = PROTOCOL.udp;
  readonly #from: number;
  readonly #to: number;
  readonly #port: number;
  readonly #plan: Plan;
  readonly #observe: Observe;
  #next = 0;

  /** `to` may be a group (RFC 1112 §6.1): one datagram for all of it. */
  constructor(from: number, to: number, port: number, plan: Plan, observe: Observe) {
    this.#from = from;
    this.#to = to;
    this.#port = port;
    this.#plan = plan;
    this.#observe = observe;
  }
  receive(): 'nobody' {
    return 'nobody';
  }
  /** Where a receiver is gone the program goes on all the same. */
  receiveError(): void {}

  transmit(now: Ns): Datagram[] {
    const out: Datagram[] = [];
    for (; this.#next < this.#plan.count && dueOf(this.#plan, this.#next) <= now; this.#next += 1) {
      const message = this.#next;
      this.#observe(now, { kind: 'message', act: 'write', message, tookNs: 0, reason: 'messages.write' });
      out.push(this.#datagram(message));
    }
    return out;
  }
  nextWake(): Ns | null {
    return this.#next < this.#plan.count ? dueOf(this.#plan, this.#next) : null;
  }

  #datagram(message: number): Datagram {
    const addresses = { source: this.#from, destination: this.#to };
    const ports = { sourcePort: this.#port, destinationPort: this.#port, checksummed: true };
    const payload = encodeUdp(ports, encodeMessage(message, this.#plan.bytes), addresses);
    const why = { reason: 'messages.send-datagram', retransmission: false };
    return { ...addresses, payload, dontFragment: false, ...why };
  }
}

/** UDP with a program that reads datagrams as they come: in whatever order, once or twice, or not at all. */
export class UdpSink implements Transport {
  readonly protocol = PROTOCOL.udp;
  readonly #port: number;
  readonly #inbox: Inbox;
  readonly #playout: Playout;
  readonly #observe: Observe;

  constructor(port: number, inbox: Inbox, playout: Playout, observe: Observe) {
    this.#port = port;
    this.#inbox = inbox;
    this.#playout = playout;
    this.#observe = observe;
  }
  receive(header: Ipv4Header, payload: Uint8Array, now: Ns): 'nobody' | undefined {
    const udp = readUdp(payload, header);
    // RFC 1122 §4.1.3.4: a datagram with a wrong checksum is silently discarded
    if (!udp.value || udp.fault) {
      this.#observe(now, { kind: 'discard', reason: 'messages.discard-datagram', fault: udp.fault ?? '' });
      return undefined;
    }
    const message = udp.value.destinationPort === this.#port ? numberOf(udp.payload) : undefined;
    if (message === undefined) return 'nobody';
    this.#inbox.read(message, now);
    return undefined;
  }
  receiveError(): void {}
  transmit(now: Ns): Datagram[] {
    this.#playout.poll(now);
    return [];
  }
  nextWake(): Ns | null {
    return this.#playout.nextWake();
  }
}
