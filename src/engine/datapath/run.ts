import { EventQueue } from '../kernel/queue.ts';
import { serialisationNs, type Ns } from '../kernel/time.ts';
import type { Frame, Intervention, Run } from '../kernel/trace.ts';
import { Tracer, type Unnumbered } from '../kernel/tracer.ts';
import { TcpStack } from '../tcp/stack.ts';
import { encodeEthernet, ETHER_TYPE, ETHERNET_HEADER_BYTES } from '../wire/ethernet.ts';
import { parseIpv4 } from '../wire/address.ts';
import type { DataPathEvent } from './events.ts';
import { Machine, type Around } from './machine.ts';
import { Reader, Writer } from './programs.ts';
import { WIRE_OVERHEAD, type DataPathSetup } from './setup.ts';
import { dataIn } from './unit.ts';

/** Addresses of RFC 5737 and RFC 7042 §2.1.2, and a port that analysers take for no protocol that they know. */
const HOSTS = {
  client: { address: parseIpv4('192.0.2.10')!, mac: 0x00005e005301 },
  server: { address: parseIpv4('192.0.2.80')!, mac: 0x00005e005302 },
} as const;
const PORT = 9000;
/** The shortest frame, without its check sequence (IEEE 802.3 §4.2.3.3): a card pads what is shorter. */
const SHORTEST = 60;

interface Alarm {
  readonly kind: 'done' | 'left' | 'coalesced' | 'timer';
  readonly machine: Machine;
  readonly mark: number;
}
/** A frame on its way. */
interface Transit {
  readonly kind: 'arrive' | 'lost';
  readonly machine: Machine;
  readonly frame: Frame;
  readonly packet: Uint8Array;
}
type Pending = Alarm | Transit;

/**
 * Follows what the writing program gives through both kernels to the reading one. The connection is open when the run begins: the
 * three packets of its handshake are the first frames, and no event tells of them.
 */
export function runDataPath(setup: DataPathSetup): Run<DataPathEvent> {
  return new DataPath(setup).run();
}

class DataPath implements Around {
  readonly #setup: DataPathSetup;
  readonly #queue = new EventQueue<Pending>();
  readonly #tracer: Tracer<DataPathEvent>;
  readonly #frames: Frame[] = [];
  readonly #counts = new Map<string, number>();
  readonly #client: Machine;
  readonly #server: Machine;

  constructor(setup: DataPathSetup) {
    this.#setup = setup;
    this.#tracer = new Tracer(setup.bounds);
    this.#client = this.#machine('client', [1, 2]);
    this.#server = this.#machine('server', [3, 4]);
    this.#client.program = new Writer(this.#client, setup.writer);
    this.#server.program = new Reader(this.#server, setup.reader);
  }

  run(): Run<DataPathEvent> {
    this.#shakeHands();
    this.#server.program!.start(0);
    this.#client.program!.start(0);
    while (this.#queue.nextAt <= this.#setup.untilNs) {
      const event = this.#queue.pop()!;
      const { now } = this.#queue;
      this.#tracer.step(now);
      const { machine } = event;
      if (event.kind === 'arrive' || event.kind === 'lost') this.#end(event, now);
      else if (event.kind === 'coalesced') machine.coalesced(event.mark, now);
      else machine[event.kind](now);
    }
    const { events } = this.#tracer;
    return { events, frames: this.#frames, endNs: events.at(-1)?.at ?? 0 };
  }

  record(event: Unnumbered<DataPathEvent>): void {
    this.#tracer.record(event);
  }
  later(at: Ns, kind: Alarm['kind'], machine: Machine, mark: number): void {
    this.#queue.push(at, { kind, machine, mark });
  }

  put(machine: Machine, packet: Uint8Array, now: Ns): Ns {
    const frame = this.#frame(machine, packet, now);
    const to = frame.to === 'client' ? this.#client : this.#server;
    const flags = packet[(packet[0]! & 15) * 4 + 13]!;
    this.record({
      at: now,
      kind: 'send',
      where: machine.name,
      to: frame.to,
      reason: dataIn(packet) > 0 ? 'datapath.sent' : 'datapath.sent-ack',
      flags: flags & 8 ? 'PSH,ACK' : 'ACK',
      ...ofFrame(frame, packet),
      ...machine.changes(),
    });
    const leftAt =
      now + serialisationNs(Math.max(SHORTEST, frame.bytes.length) + WIRE_OVERHEAD, this.#setup.rateBps);
    const acts = this.#setup.interventions.filter(({ target }) => target === frame.name);
    const held = acts.reduce(
      (sum, { act, byNs }: Intervention) => sum + (act === 'delay' ? (byNs ?? 0) : 0),
      0,
    );
    const drop = acts.some(({ act }) => act === 'drop');
    const at = leftAt + (drop ? Math.floor(this.#setup.delayNs / 2) : this.#setup.delayNs + held);
    this.#queue.push(at, { kind: drop ? 'lost' : 'arrive', machine: to, frame, packet });
    return leftAt;
  }

  #end({ kind, machine, frame, packet }: Transit, now: Ns): void {
    const of = ofFrame(frame, packet);
    const taken = kind === 'arrive' && machine.arrive({ packet, name: frame.name, bytes: of.len }, now);
    if (taken) {
      const reason = machine.card.interruptsOn ? 'datapath.arrived-held' : 'datapath.arrived';
      const where = machine.name;
      this.record({ at: now, kind: 'arrive', where, from: frame.from, reason, ...of, ...machine.changes() });
      return;
    }
    const cause = kind === 'lost' ? 'intervention' : 'ring-full';
    this.record({ at: now, kind: 'lost', where: machine.name, reason: `datapath.${cause}`, cause, ...of });
  }

  #frame({ name: from }: Machine, packet: Uint8Array, sentAt: Ns): Frame {
    const to = from === 'client' ? 'server' : 'client';
    const nth = this.#counts.get(from) ?? 0;
    this.#counts.set(from, nth + 1);
    const [source, destination] = [HOSTS[from as 'client'].mac, HOSTS[to].mac];
    const bytes = encodeEthernet({ destination, source, etherType: ETHER_TYPE.ipv4 }, packet);
    const frame = { id: this.#frames.length, name: `wire/${from}>${to}/${nth}`, from, to, sentAt, bytes };
    this.#frames.push(frame);
    return frame;
  }

  #machine(name: 'client' | 'server', secret: readonly [number, number]): Machine {
    const stack = new TcpStack({ name, address: HOSTS[name].address, config: this.#setup.tcp, secret });
    return new Machine(name, this.#setup.host, stack, this);
  }

  /** RFC 9293 §3.5, before the clock starts. */
  #shakeHands(): void {
    const [a, b] = [this.#client, this.#server];
    b.stack.listen(PORT, 0);
    a.stack.connect({ address: b.stack.address, port: PORT }, 0);
    for (let turn = 0; turn < 4; turn += 1) {
      const [from, to] = turn % 2 === 0 ? [a, b] : [b, a];
      for (const { packet } of from.stack.transmit(0)) {
        this.#frame(from, packet, 0);
        to.stack.receive(packet, 0);
      }
    }
    b.stack.accept(0);
    b.stack.transmit(0);
    a.changes();
    b.changes();
  }
}

const ofFrame = (frame: Frame, packet: Uint8Array) => ({
  frame: frame.id,
  name: frame.name,
  bytes: packet.length + ETHERNET_HEADER_BYTES,
  len: dataIn(packet),
  floor: 'nic' as const,
});
