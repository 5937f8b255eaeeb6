/** A host that does as it is told: sends datagrams at their times, and remembers what reaches it. */
import type { Ns } from '#engine/kernel/time.ts';
import type { Interface, TracedHost, Transmission } from '#engine/net/host.ts';
import type { LinkSetup } from '#engine/net/link.ts';
import { readOther } from '#engine/net/other-fields.ts';
import { World, type WorldSetup } from '#engine/net/world.ts';
import { formatIpv4, parseIpv4 } from '#engine/wire/address.ts';
import { PROTOCOL, type Ipv4Header } from '#engine/wire/ipv4.ts';
import { readIpv4 } from '#engine/wire/ipv4-read.ts';
import { encodeDatagram, readUdp } from '#engine/wire/udp.ts';

export const ip = (text: string): number => parseIpv4(text)!;

export interface Told {
  readonly at: Ns;
  readonly to: string;
  readonly bytes?: number;
  readonly header?: Partial<Ipv4Header>;
  readonly port?: number;
  readonly from?: number;
}

export class Scripted implements TracedHost {
  readonly name: string;
  readonly address: number;
  readonly interfaces: readonly Interface[];
  readonly reads = readOther;
  readonly groups: ReadonlySet<number>;
  readonly heard: { at: Ns; from: number; payload: Uint8Array; packet: Uint8Array }[] = [];
  readonly undeliveredAt: Ns[] = [];
  /** Sends every datagram back to where it came from. */
  answers = false;
  readonly #told: Told[];

  constructor(name: string, on: Interface, told: readonly Told[] = [], groups: readonly string[] = []) {
    this.name = name;
    this.address = on.address;
    this.interfaces = [on];
    this.groups = new Set(groups.map(ip));
    this.#told = [...told].sort((a, b) => a.at - b.at);
  }
  receive(packet: Uint8Array, now: Ns): void {
    const { value, payload, fault } = readIpv4(packet);
    if (!value || fault) return;
    const data = value.protocol === PROTOCOL.udp ? readUdp(payload, value).payload : payload;
    this.heard.push({ at: now, from: value.source, payload: data, packet });
    if (!this.answers || value.protocol !== PROTOCOL.udp) return;
    const { sourcePort, destinationPort } = readUdp(payload, value).value!;
    this.#told.unshift({
      at: now,
      to: formatIpv4(value.source),
      bytes: data.length,
      port: sourcePort,
      from: destinationPort,
    });
  }
  undelivered(_packet: Uint8Array, now: Ns): void {
    this.undeliveredAt.push(now);
  }
  poll(now: Ns): Uint8Array[] {
    return this.transmit(now).map(({ packet }) => packet);
  }
  transmit(now: Ns): Transmission[] {
    const out: Transmission[] = [];
    while (this.#told[0] && this.#told[0].at <= now) {
      const packet = this.#packet(this.#told.shift()!);
      out.push({ packet, reason: 'told', retransmission: false });
    }
    return out;
  }
  nextWake(): Ns | null {
    return this.#told[0]?.at ?? null;
  }
  #packet({ to, bytes = 100, header, port = 6000, from = 5000 }: Told): Uint8Array {
    const whole: Ipv4Header = {
      dscp: 0, ecn: 0, identification: 7, dontFragment: true, moreFragments: false, fragmentOffset: 0,
      ttl: 64, protocol: PROTOCOL.udp, source: this.address, destination: ip(to), options: new Uint8Array(0),
      ...header,
    }; // prettier-ignore
    const payload = Uint8Array.from({ length: bytes }, (_, at) => at);
    return encodeDatagram(whole, { sourcePort: from, destinationPort: port, checksummed: true }, payload);
  }
}

export const on = (address: string, gateway?: string, prefixLength = 24): Interface => ({
  address: ip(address),
  prefixLength,
  ...(gateway !== undefined && { gateway: ip(gateway) }),
});

export const plain = (name: string, a: string, b: string, more: Partial<LinkSetup> = {}): LinkSetup => ({
  name,
  ends: [a, b],
  rateBps: 8_000_000,
  delayNs: 5_000_000,
  queueFrames: 1000,
  ...more,
});

export const worldOf = (hosts: readonly TracedHost[], more: Partial<WorldSetup>): World =>
  new World({
    seed: 1,
    links: [],
    interventions: [],
    bounds: { horizonNs: 3_600_000_000_000, maxEvents: 500_000 },
    hosts: () => hosts,
    ...more,
  });
