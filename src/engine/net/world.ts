import { EventQueue } from '../kernel/queue.ts';
import type { Ns } from '../kernel/time.ts';
import type { Intervention, Run } from '../kernel/trace.ts';
import type { Bounds } from '../kernel/tracer.ts';
import type { Ipv4, Mac } from '../wire/address.ts';
import { Carrier } from './carrier.ts';
import type { NetEvent } from './events.ts';
import { FrameReader } from './fields.ts';
import type { Observe, TracedHost } from './host.ts';
import { Direction, type LinkSetup, type Transit } from './link.ts';
import { Port, type Node } from './port.ts';
import { Recorder } from './recorder.ts';
import { SilentRecorder } from './silent.ts';
import { Station, type Asks } from './station.ts';

export interface WorldSetup {
  readonly seed: number;
  /** Each joins two nodes by name. The links of a host, in this order, are its interfaces. */
  readonly links: readonly LinkSetup[];
  /** `switches([...names])`, where there are any. */
  readonly switches?: readonly MakeNode[];
  /** `Neighbours`, where hosts ask for each other's Ethernet addresses by ARP; else all know them before the run. */
  readonly arp?: Asks | undefined;
  readonly interventions: readonly Intervention[];
  readonly bounds: Bounds;
  /** False: no trace and no frames are kept; who wants to know looks at the hosts and queues between two calls of `advance`. */
  readonly record?: boolean;
  /** Makes the hosts; each says what it does through the function it is given for its name. */
  hosts(observe: (name: string) => Observe): readonly TracedHost[];
}

/** A node that is no host. A world that has none does not load it. */
export type MakeNode = (carrier: Carrier, recorder: Recorder) => Node;

/** What will happen, as data: a host wakes, a frame has left its queue, a frame ends, something is done to a link or a host. */
type Pending = Station | Direction | Transit | Timed;
interface Timed {
  readonly kind: 'timed';
  readonly intervention: Intervention;
}

/** Joins hosts by links, moves frames between them until nothing is left to happen, and records all of it. */
export class World {
  readonly #recorder: Recorder;
  readonly #carrier: Carrier;
  readonly #queue = new EventQueue<Pending>();
  readonly #stations = new Map<string, Station>();
  readonly #directions: Direction[] = [];
  #started = false;

  constructor(setup: WorldSetup) {
    const reader = new FrameReader();
    const Notes = setup.record === false ? SilentRecorder : Recorder;
    this.#recorder = new Notes(setup.bounds, reader);
    this.#carrier = new Carrier(this.#recorder, this.#queue);
    const nodes = new Map<string, Node>();
    for (const host of setup.hosts((name) => this.#observer(name))) {
      const station = new Station(host, this.#carrier, this.#recorder);
      this.#stations.set(host.name, station);
      nodes.set(host.name, station);
      if (host.reads) reader.others = host.reads;
    }
    for (const make of setup.switches ?? []) {
      const node = make(this.#carrier, this.#recorder);
      nodes.set(node.name, node);
    }
    for (const link of setup.links) this.#join(link, nodes, setup.seed);
    const directory = setup.arp ? undefined : this.#numbered();
    for (const station of this.#stations.values()) station.plug(directory, setup.arp);
    for (const one of setup.interventions) this.#plan(one);
  }

  /** What happens until nothing is left to, or up to `untilNs`. Throws RunawayError where that does not come within the bounds. */
  run(untilNs: Ns = Infinity): Run<NetEvent> {
    this.advance(untilNs);
    return this.#recorder.run();
  }

  /** Lets happen what happens up to `untilNs`, that included. Gives whether anything is left. */
  advance(untilNs: Ns): boolean {
    if (!this.#started) for (const station of this.#stations.values()) this.#schedule(station);
    this.#started = true;
    while (this.#queue.nextAt <= untilNs) {
      const event = this.#queue.pop();
      if (!event) return false;
      const { now } = this.#queue;
      this.#recorder.step(now);
      switch (event.kind) {
        case 'wake':
          this.#wake(event, now);
          break;
        case 'leave':
          this.#carrier.leave(event, now);
          break;
        case 'arrive':
          this.#arrive(event, now);
          break;
        case 'lost':
          this.#carrier.lose(event, now);
          break;
        case 'timed':
          this.#interfere(event.intervention, now);
      }
    }
    return this.#queue.size > 0;
  }

  /** The way over a link that begins at `from`; for looking only. */
  direction(link: string, from: string): Readonly<Direction> | undefined {
    return this.#directions.find((one) => one.link === link && one.from === from);
  }

  #join(link: LinkSetup, nodes: ReadonlyMap<string, Node>, seed: number): void {
    const [a, b] = link.ends.map((name) => {
      const node = nodes.get(name);
      if (!node) throw new Error(`link ${link.name} ends in ${name}, which is neither a host nor a switch`);
      return node;
    }) as [Node, Node];
    const [there, back] = [
      new Direction(link, a.name, b.name, seed),
      new Direction(link, b.name, a.name, seed),
    ];
    const near = new Port(a, this.#mac(a), there);
    const far = new Port(b, this.#mac(b), back);
    near.far = far;
    far.far = near;
    there.into = far;
    back.into = near;
    this.#directions.push(there, back);
  }

  /** First cards are numbered as the hosts are, from a block kept for examples (RFC 7042 §2.1.2); others in one of our own. */
  #mac({ name, ports }: Node): Mac {
    const nth = [...this.#stations.keys()].indexOf(name);
    const first = ports.length === 0 && nth >= 0 && nth < 0xff;
    return first ? 0x00005e005301 + nth : 0x020000000000 + (nth + 1) * 0x10000 + ports.length;
  }

  /** Who has which address. */
  #numbered(): Map<Ipv4, Mac> {
    const directory = new Map<Ipv4, Mac>();
    for (const station of this.#stations.values())
      for (const port of station.ports) directory.set(station.interfaceOf(port.index).address, port.mac);
    return directory;
  }

  /** What names a frame is noted at its direction by number; what has a time goes into the queue. */
  #plan(intervention: Intervention): void {
    const { act, target, atNs } = intervention;
    if (act === 'down' || act === 'up' || act === 'set' || act === 'kill') {
      this.#queue.push(atNs ?? 0, { kind: 'timed', intervention });
      return;
    }
    const direction = this.#directions.find(({ prefix }) => target.startsWith(prefix));
    const nth = target.slice(direction?.prefix.length ?? 0);
    if (!direction || !/^\d+$/.test(nth)) return;
    const acts = direction.acts.get(Number(nth)) ?? [];
    direction.acts.set(Number(nth), [...acts, intervention]);
  }

  #interfere({ act, target, quantity, value = 0 }: Intervention, now: Ns): void {
    const station = this.#stations.get(target);
    if (act === 'kill' && station) {
      station.alive = false;
      this.#recorder.change(now, target, act, { alive: false });
    }
    const ways = this.#directions.filter(({ link }) => link === target);
    if (ways.length === 0 || act === 'kill') return;
    for (const direction of ways) {
      if (act === 'down') this.#carrier.cut(direction, now);
      else if (act === 'up') direction.up = true;
      else if (quantity === 'lossPpm') direction.loss = { times: value, of: 1_000_000 };
      else if (quantity) direction[quantity] = value;
    }
    const set = act === 'set' ? { [quantity ?? '']: value } : { up: act === 'up' };
    this.#recorder.change(now, target, act as 'down' | 'up' | 'set', set);
  }

  #schedule(station: Station): void {
    const next = station.nextWake();
    if (next === null) return;
    const at = Math.max(next, this.#queue.now);
    if (station.wakeAt <= at) return;
    station.wakeAt = at;
    this.#queue.push(at, station);
  }

  #wake(station: Station, now: Ns): void {
    if (station.wakeAt !== now) return;
    station.wakeAt = Infinity;
    if (!station.alive) return;
    const next = station.nextWake();
    if (next !== null && next <= now) station.poll(now);
    this.#schedule(station);
  }

  #arrive(transit: Transit, now: Ns): void {
    const port = transit.direction.into;
    const { node } = port;
    if (!(node instanceof Station)) {
      if (this.#carrier.arrives(transit, now)) node.take(port, transit, now);
      return;
    }
    if (!node.alive) return this.#carrier.loseAtDead(transit, now);
    if (!this.#carrier.arrives(transit, now)) return;
    node.take(port, transit, now);
    node.poll(now);
    this.#schedule(node);
  }

  /** The station is looked up once: a host says something several times a packet. */
  #observer(name: string): Observe {
    let station: Station | undefined;
    return (at, observation) => {
      station ??= this.#stations.get(name);
      this.#recorder.observed(at, name, observation, station?.atHand);
    };
  }
}
