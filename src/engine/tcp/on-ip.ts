import type { Ns } from '../kernel/time.ts';
import type { Observe, TracedHost } from '../net/host.ts';
import type { Parcel } from '../net/transport.ts';
import { ETHERNET_HEADER_BYTES } from '../wire/ethernet.ts';
import { openIpv4, PROTOCOL, writeIpv4 } from '../wire/ipv4.ts';
import { NO_BYTES } from '../wire/layer.ts';
import { Tcp, type TcpSetup } from './tcp.ts';

export interface StackSetup extends TcpSetup {
  readonly name: string;
  readonly address: number;
  /** Of its other interfaces: what comes for one of them is taken in too. */
  readonly others?: readonly number[];
}

/** The smallest host with TCP: IPv4 without fragments or ICMP, from one address; no SYN cookies, as nobody can flood it. Its program speaks to `tcp`. */
export class TcpOnIp implements TracedHost {
  readonly name: string;
  readonly address: number;
  readonly tcp: Tcp;
  readonly #others: readonly number[];
  readonly #observe: Observe;
  /** Of the packet that was sent last: filled in anew for each. */
  // prettier-ignore
  readonly #header = {
    dscp: 0, ecn: 0, identification: 0, dontFragment: true, moreFragments: false, fragmentOffset: 0,
    ttl: 64, protocol: PROTOCOL.tcp, source: 0, destination: 0, options: NO_BYTES,
  };

  constructor(setup: StackSetup) {
    this.name = setup.name;
    this.address = setup.address;
    this.tcp = new Tcp(setup);
    this.#others = setup.others ?? [];
    this.#observe = setup.observe ?? (() => {});
  }

  receive(packet: Uint8Array, now: Ns): void {
    this.receiveIn(packet, 0, now);
  }

  receiveIn(frame: Uint8Array, at: number, now: Ns): void {
    const header = openIpv4(frame, at);
    if (typeof header === 'string') return this.#discard('ip.discard-faulty', header, now);
    if (header.fault) return this.#discard('ip.discard-faulty', header.fault, now);
    if (header.destination !== this.address && !this.#others.includes(header.destination))
      return this.#discard('ip.discard-not-mine', '', now);
    // RFC 1122 §3.2.1.3: 127/8 is never seen on a wire
    if (header.source >>> 24 === 127) return this.#discard('ip.discard-bad-source', '', now);
    if (header.moreFragments || header.fragmentOffset > 0)
      return this.#discard('ip.discard-fragment', '', now);
    if (header.protocol !== PROTOCOL.tcp) return this.#discard('ip.discard-protocol', '', now);
    const { from, to } = header;
    this.tcp.receive(header, to === frame.length ? frame : frame.subarray(0, to), now, from);
  }

  poll(now: Ns): Uint8Array[] {
    return this.transmit(now).map((one) => one.packet);
  }

  transmit(now: Ns): Parcel[] {
    const out = this.tcp.transmit(now);
    for (const one of out) this.#address(one);
    return out;
  }

  nextWake(): Ns | null {
    return this.tcp.nextWake();
  }

  /** Writes the IPv4 header. */
  #address({ room, source, destination, ecn, dontFragment }: Parcel): void {
    const header = this.#header;
    header.ecn = ecn;
    header.identification = (header.identification + 1) & 0xffff;
    header.dontFragment = dontFragment;
    header.source = source;
    header.destination = destination;
    writeIpv4(room, header, ETHERNET_HEADER_BYTES);
  }

  #discard(reason: string, fault: string, now: Ns): void {
    this.#observe(now, { kind: 'discard', reason, fault });
  }
}
