import type { Ns } from '../kernel/time.ts';
import type { Observe, TracedHost, Transmission } from '../net/host.ts';
import { PROTOCOL, readIpv4 } from '../wire/ipv4.ts';
import { NO_BYTES } from '../wire/layer.ts';
import { encodeDatagram, readUdp } from '../wire/udp.ts';
import type { Inbox } from './inbox.ts';
import { dueOf, encodeMessage, numberOf, type Plan } from './message.ts';
import type { Playout } from './playout.ts';

interface End {
  readonly name: string;
  readonly address: number;
  readonly port: number;
  readonly observe: Observe;
}

/** A host whose program sends each message as a datagram when its time comes, and hears nothing of them (RFC 768). */
export class UdpSender implements TracedHost {
  readonly name: string;
  readonly address: number;
  readonly #end: End;
  readonly #plan: Plan;
  readonly #to: number;
  #next = 0;

  /** `to` may be a group (RFC 1112 §6.1): one datagram for all of it. */
  constructor(end: End, to: number, plan: Plan) {
    this.name = end.name;
    this.address = end.address;
    this.#end = end;
    this.#to = to;
    this.#plan = plan;
  }
  receive(): void {}
  poll(now: Ns): Uint8Array[] {
    return this.transmit(now).map(({ packet }) => packet);
  }
  transmit(now: Ns): Transmission[] {
    const out: Transmission[] = [];
    for (; this.#next < this.#plan.count && dueOf(this.#plan, this.#next) <= now; this.#next += 1) {
      const message = this.#next;
      this.#end.observe(now, WRITTEN(message));
      out.push({ packet: this.#packet(message), reason: 'messages.send-datagram', retransmission: false });
    }
    return out;
  }
  nextWake(): Ns | null {
    return this.#next < this.#plan.count ? dueOf(this.#plan, this.#next) : null;
  }

  #packet(message: number): Uint8Array {
    const { address, port } = this.#end;
    // RFC 1112 §6.1: a multicast datagram has a TTL of 1 unless the program says otherwise
    const group = this.#to >>> 28 === 14;
    const header = {
      ...IP,
      identification: message,
      ttl: group ? 1 : 64,
      source: address,
      destination: this.#to,
    };
    const ports = { sourcePort: port, destinationPort: port, checksummed: true };
    return encodeDatagram(header, ports, encodeMessage(message, this.#plan.bytes));
  }
}

/** A host whose program reads datagrams as they come: in whatever order, once or twice, or not at all. */
export class UdpReceiver implements TracedHost {
  readonly name: string;
  readonly address: number;
  readonly groups: ReadonlySet<number>;
  readonly #end: End;
  readonly #inbox: Inbox;
  readonly #playout: Playout;

  constructor(end: End, groups: readonly number[], inbox: Inbox, playout: Playout) {
    this.name = end.name;
    this.address = end.address;
    this.groups = new Set(groups);
    this.#end = end;
    this.#inbox = inbox;
    this.#playout = playout;
  }
  receive(packet: Uint8Array, now: Ns): void {
    const { value, payload, fault } = readIpv4(packet);
    if (!value || fault) return this.#discard('ip.discard-faulty', fault ?? '', now);
    if (value.destination !== this.address && !this.groups.has(value.destination))
      return this.#discard('ip.discard-not-mine', '', now);
    if (value.protocol !== PROTOCOL.udp) return this.#discard('ip.discard-protocol', '', now);
    const udp = readUdp(payload, value);
    // RFC 1122 §4.1.3.4: a datagram with a wrong checksum is silently discarded
    if (!udp.value || udp.fault) return this.#discard('messages.discard-datagram', udp.fault ?? '', now);
    const message = udp.value.destinationPort === this.#end.port ? numberOf(udp.payload) : undefined;
    if (message === undefined) return this.#discard('messages.discard-datagram', '', now);
    this.#inbox.read(message, now);
  }
  poll(now: Ns): Uint8Array[] {
    this.transmit(now);
    return [];
  }
  transmit(now: Ns): Transmission[] {
    this.#playout.poll(now);
    return [];
  }
  nextWake(): Ns | null {
    return this.#playout.nextWake();
  }
  #discard(reason: string, fault: string, now: Ns): void {
    this.#end.observe(now, { kind: 'discard', reason, fault });
  }
}

const WRITTEN = (message: number) =>
  ({ kind: 'message', act: 'write', message, tookNs: 0, reason: 'messages.write' }) as const;

const IP = {
  dscp: 0,
  ecn: 0,
  dontFragment: false,
  moreFragments: false,
  fragmentOffset: 0,
  protocol: PROTOCOL.udp,
  options: NO_BYTES,
} as const;
