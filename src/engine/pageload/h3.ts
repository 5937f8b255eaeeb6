import type { Ns } from '../kernel/time.ts';
import { HpackDecoder } from '../http2/hpack/decoder.ts';
import { HpackEncoder } from '../http2/hpack/encoder.ts';
import type { Field } from '../http2/hpack/field.ts';
import { valueOf } from '../http2/message.ts';
import type { Observe } from '../net/host.ts';
import type { Datagram, Transport } from '../net/transport.ts';
import { QuicConnection, type QuicDatagram, type QuicNotice } from '../quic/connection.ts';
import { PROTOCOL, type Ipv4Header } from '../wire/ipv4.ts';
import { encodeUdp, readUdp } from '../wire/udp.ts';
import { Answers } from './answers.ts';
import { requestFields, responseFields } from './fields.ts';
import { H3Reader, h3Frame } from './h3-frames.ts';
import { lower, plainRequest, plainResponse, pseudo } from './sections.ts';
import type { End, Ends } from './ends.ts';
import type { Loader } from './loader.ts';
import { contentOf } from './page.ts';
import { UDP_PORT, type LoadSetup } from './setup.ts';
import { UdpHost } from './udp-host.ts';

/** What both ends share: one QUIC connection as a transport on UDP. */
abstract class QuicEnd implements Transport {
  readonly protocol = PROTOCOL.udp;
  protected readonly setup: LoadSetup;
  protected readonly quic: QuicConnection;
  readonly #from: number;
  readonly #to: number;
  readonly #observe: Observe;
  /** Static table and literals alone: no stream waits for another's fields (RFC 9204 §2.1.2 says what waiting would be). */
  protected readonly encoder = new HpackEncoder(0, { indexing: false });
  protected readonly decoder = new HpackDecoder(0);
  readonly #readers = new Map<number, H3Reader>();
  protected now: Ns = 0;

  constructor(role: 'client' | 'server', setup: LoadSetup, from: number, to: number, observe: Observe) {
    this.setup = setup;
    this.#from = from;
    this.#to = to;
    this.#observe = observe;
    const handshake = setup.security === 'zero-rtt' ? 'zero-rtt' : 'full';
    this.quic = new QuicConnection({ role, handshake, notice: (notice) => this.heard(notice) });
  }
  protected abstract heard(notice: QuicNotice): void;
  protected reader(id: number): H3Reader {
    const reader = this.#readers.get(id) ?? new H3Reader();
    this.#readers.set(id, reader);
    return reader;
  }

  receive(header: Ipv4Header, payload: Uint8Array, now: Ns): 'nobody' | undefined {
    const udp = readUdp(payload, header);
    this.now = now;
    const bad = !udp.value || udp.fault !== undefined;
    if (!bad && udp.value.destinationPort !== UDP_PORT) return 'nobody';
    if (bad || this.quic.receive(udp.payload, now) === 'discarded')
      this.#observe(now, { kind: 'discard', reason: 'quic.discard', fault: udp.fault ?? '' });
    this.looked(now);
    return undefined;
  }
  protected looked(_now: Ns): void {}
  receiveError(): void {}
  protected before(_now: Ns): void {}
  transmit(now: Ns): Datagram[] {
    this.now = now;
    this.before(now);
    return this.quic.transmit(now).map((one) => this.#datagram(one));
  }
  nextWake(): Ns | null {
    return this.quic.nextWake();
  }
  #datagram({ payload, reason, again, stream }: QuicDatagram): Datagram {
    const addresses = { source: this.#from, destination: this.#to };
    const ports = { sourcePort: UDP_PORT, destinationPort: UDP_PORT, checksummed: true };
    const { congestion, inFlightBytes } = this.quic.recovery;
    return {
      ...addresses,
      payload: encodeUdp(ports, payload, addresses),
      // RFC 9000 §14: datagrams are not to be fragmented
      ...{ dontFragment: true, reason, retransmission: again },
      set: { cwnd: congestion.cwndBytes, flight: inFlightBytes, stream: stream < 0 ? null : stream / 4 },
    };
  }
}

class QuicBrowser extends QuicEnd {
  readonly #loader: Loader;
  /** Stream to file. */
  readonly #asked = new Map<number, number>();
  #started = false;

  constructor(setup: LoadSetup, from: number, to: number, observe: Observe, loader: Loader) {
    super('client', setup, from, to, observe);
    this.#loader = loader;
  }
  override nextWake(): Ns | null {
    return this.#started ? super.nextWake() : 0;
  }
  protected override before(now: Ns): void {
    if (!this.#started) {
      this.#started = true;
      this.#loader.start(now);
      this.#loader.connect(0, now);
      this.quic.connect();
    }
    if (!this.quic.ready) return;
    while (this.#loader.wanted) {
      const resource = this.#loader.take();
      const id = this.quic.open();
      this.#asked.set(id, resource.id);
      const fields = requestFields(resource, this.setup.cookieBytes);
      const section = h3Frame('headers', this.encoder.encode(pseudo(resource, fields)));
      this.quic.send(id, section, true);
      this.#loader.asked(resource.id, 0, section.length, plainRequest(resource, this.setup.cookieBytes), now);
    }
  }
  protected override heard(notice: QuicNotice): void {
    const { now } = this;
    if (notice.what === 'ready') return;
    if (notice.what === 'established') return this.#loader.say('secured', -1, 0, now);
    const id = this.#asked.get(notice.stream);
    if (id === undefined) return;
    for (const one of this.reader(notice.stream).push(notice.bytes)) {
      if (one.kind === 'headers') {
        const list = this.decoder.decode(one.payload);
        const fields = typeof list === 'string' ? [] : list.fields;
        this.#loader.headers(one.frameBytes, plainResponse(fields));
        this.#loader.begins(id, 0, now);
      } else this.#loader.part(id, one.payload.length, 0, now);
    }
    if (notice.fin) this.#loader.done(id, 0, now);
  }
  protected override looked(now: Ns): void {
    for (const [stream, id] of this.#asked) this.#loader.stands(id, this.quic.heldBytes(stream) > 0, now);
  }
}

class QuicServer extends QuicEnd {
  readonly #answers: Answers<number>;

  constructor(setup: LoadSetup, from: number, to: number, observe: Observe) {
    super('server', setup, from, to, observe);
    this.#answers = new Answers(setup.page, setup.thinkNs, observe);
  }
  override nextWake(): Ns | null {
    const wake = super.nextWake();
    const due = this.#answers.nextWake();
    return wake === null || due === null ? (wake ?? due) : Math.min(wake, due);
  }
  protected override before(now: Ns): void {
    for (const { resource, place } of this.#answers.due(now)) {
      const length = { name: 'content-length', value: String(resource.bytes) };
      const fields: Field[] = [{ name: ':status', value: '200' }, ...lower(responseFields(resource)), length];
      this.quic.send(place, h3Frame('headers', this.encoder.encode(fields)), false);
      this.quic.send(place, h3Frame('data', contentOf(resource)), true);
    }
  }
  protected override heard(notice: QuicNotice): void {
    if (notice.what !== 'data') return;
    for (const one of this.reader(notice.stream).push(notice.bytes)) {
      if (one.kind !== 'headers') continue;
      const list = this.decoder.decode(one.payload);
      const path = typeof list === 'string' ? '/' : (valueOf(list.fields, ':path') ?? '/');
      this.#answers.heard(path, notice.stream, this.now);
    }
  }
}

const addressOf = ({ interfaces }: End): number => interfaces[0]!.address;

/** HTTP/3 on the model of QUIC. */
export const h3: Ends = (browser, server, setup, loader) => {
  const [near, far] = [addressOf(browser), addressOf(server)];
  return [
    new UdpHost(browser, new QuicBrowser(setup, near, far, browser.observe, loader)),
    new UdpHost(server, new QuicServer(setup, far, near, server.observe)),
  ];
};
