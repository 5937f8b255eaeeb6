import type { Ns } from '#engine/kernel/time.ts';
import type { Observe } from '#engine/net/host.ts';
import type { Datagram, Transport } from '#engine/net/transport.ts';
import { PROTOCOL, type Ipv4Header } from '#engine/wire/ipv4.ts';
import { encodeUdp, readUdp } from '#engine/wire/udp.ts';

/** UDP with at most one program on it: the echo service of RFC 862, which sends every datagram back to where it came from. */
export class EchoPort implements Transport {
  readonly protocol = PROTOCOL.udp;
  readonly #port: number | undefined;
  readonly #observe: Observe;
  #out: Datagram[] = [];
  #outAt: Ns | null = null;

  constructor(port: number | undefined, observe: Observe) {
    this.#port = port;
    this.#observe = observe;
  }

  receive(header: Ipv4Header, bytes: Uint8Array, now: Ns): 'nobody' | undefined {
    const { value, fault, payload } = readUdp(bytes, header);
    if (!value || fault) {
      // RFC 1122 §4.1.3.4: a wrong checksum is silently discarded
      this.#observe(now, { kind: 'discard', reason: 'net.discard-datagram', fault: fault ?? '' });
      return undefined;
    }
    if (value.destinationPort !== this.#port) return 'nobody';
    const to = { sourcePort: value.destinationPort, destinationPort: value.sourcePort, checksummed: true };
    const ends = { source: header.destination, destination: header.source };
    const answer = { ...ends, payload: encodeUdp(to, payload, ends), reason: 'net.echo-datagram' };
    this.#out.push({ ...answer, dontFragment: false, retransmission: false });
    this.#outAt = now;
    return undefined;
  }

  receiveError(): void {}

  transmit(): Datagram[] {
    const out = this.#out;
    this.#out = [];
    this.#outAt = null;
    return out;
  }

  nextWake(): Ns | null {
    return this.#outAt;
  }
}
