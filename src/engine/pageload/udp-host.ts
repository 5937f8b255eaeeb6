import type { Ns } from '../kernel/time.ts';
import type { Interface, Observe, TracedHost, Transmission } from '../net/host.ts';
import { readOther } from '../net/other-fields.ts';
import type { Datagram, Transport } from '../net/transport.ts';
import { encodeIpv4, PROTOCOL } from '../wire/ipv4.ts';
import { readIpv4 } from '../wire/ipv4-read.ts';
import { NO_BYTES } from '../wire/layer.ts';

/** The smallest host with something on UDP: one address, IPv4 without fragments or ICMP, as `TcpStack` is for TCP. */
export class UdpHost implements TracedHost {
  readonly name: string;
  readonly address: number;
  readonly interfaces: readonly Interface[];
  readonly reads = readOther;
  readonly #transport: Transport;
  readonly #observe: Observe;
  #identification = 0;

  constructor(
    end: { readonly name: string; readonly interfaces: readonly Interface[]; readonly observe: Observe },
    transport: Transport,
  ) {
    this.name = end.name;
    this.interfaces = end.interfaces;
    this.address = end.interfaces[0]!.address;
    this.#observe = end.observe;
    this.#transport = transport;
  }
  receive(packet: Uint8Array, now: Ns): void {
    const ip = readIpv4(packet);
    if (!ip.value || ip.fault) return this.#discard('ip.discard-faulty', ip.fault ?? '', now);
    if (ip.value.destination !== this.address) return this.#discard('ip.discard-not-mine', '', now);
    if (ip.value.protocol !== PROTOCOL.udp) return this.#discard('ip.discard-protocol', '', now);
    this.#transport.receive(ip.value, ip.payload, now);
  }
  poll(now: Ns): Uint8Array[] {
    return this.transmit(now).map(({ packet }) => packet);
  }
  transmit(now: Ns): Transmission[] {
    return this.#transport.transmit(now).map((one) => this.#packet(one));
  }
  nextWake(): Ns | null {
    return this.#transport.nextWake();
  }

  #packet({ source, destination, payload, reason, retransmission, set }: Datagram): Transmission {
    const identification = (this.#identification = (this.#identification + 1) & 0xffff);
    const packet = encodeIpv4(
      {
        ...{ dscp: 0, ecn: 0, identification, dontFragment: true, moreFragments: false, fragmentOffset: 0 },
        ...{ ttl: 64, protocol: PROTOCOL.udp, source, destination, options: NO_BYTES },
      },
      payload,
    );
    return { packet, reason, retransmission, ...(set && { set }) };
  }
  #discard(reason: string, fault: string, now: Ns): void {
    this.#observe(now, { kind: 'discard', reason, fault });
  }
}
