import { SECOND, type Ns } from '../kernel/time.ts';
import { BROADCAST_MAC, type Ipv4, type Mac } from '../wire/address.ts';
import { ARP, encodeArp, readArp } from '../wire/arp.ts';

/** What a card puts on the wire. */
export interface Framed {
  readonly destination: Mac;
  readonly payload: Uint8Array;
}

interface Asking<T> {
  readonly waiting: T[];
  tries: number;
  dueNs: Ns;
}

/** As Linux has them (arp(7)): a question a second, three times; then what waits cannot be delivered. */
const RETRY_NS = SECOND;
const TRIES = 3;
/** RFC 1122 §2.3.2.2: at least the latest packet to each address is kept; Linux keeps about a hundred. */
const MOST_WAITING = 100;
/** RFC 1122 §2.3.2.1: out-of-date entries are to be flushed, for instance by a timeout in the order of a minute. */
const LIFE_NS = 60 * SECOND;

/** Address resolution of one network card: RFC 826, "Packet Generation" and "Packet Reception". `T` waits for an answer. */
export class Neighbours<T> {
  readonly #mac: Mac;
  readonly #address: Ipv4;
  readonly #known = new Map<Ipv4, { mac: Mac; untilNs: Ns }>();
  readonly #asking = new Map<Ipv4, Asking<T>>();

  constructor(mac: Mac, address: Ipv4) {
    this.#mac = mac;
    this.#address = address;
  }

  /** The address on the wire; or undefined, and `item` waits for it, the question asked through `ask`. */
  resolve(address: Ipv4, item: T, now: Ns, ask: (frame: Framed) => void): Mac | undefined {
    const known = this.#known.get(address);
    if (known && known.untilNs > now) return known.mac;
    const asking = this.#asking.get(address);
    if (asking) {
      if (asking.waiting.length === MOST_WAITING) asking.waiting.shift();
      asking.waiting.push(item);
      return undefined;
    }
    this.#asking.set(address, { waiting: [item], tries: 1, dueNs: now + RETRY_NS });
    ask(this.#question(address));
    return undefined;
  }

  /** Takes an ARP packet in: learns, answers where it is asked for, hands out what has waited. */
  receive(
    packet: Uint8Array,
    now: Ns,
    reply: (frame: Framed) => void,
    release: (item: T, mac: Mac) => void,
  ): boolean {
    const { value } = readArp(packet);
    if (!value) return false;
    const { senderIp, senderMac, targetIp, operation } = value;
    const mine = targetIp === this.#address;
    // "merge": who is known already is brought up to date by any packet; a stranger is noted by one for this host
    if (mine || this.#known.has(senderIp))
      this.#known.set(senderIp, { mac: senderMac, untilNs: now + LIFE_NS });
    if (mine && operation === ARP.request) {
      const answer = {
        senderMac: this.#mac,
        senderIp: this.#address,
        targetMac: senderMac,
        targetIp: senderIp,
      };
      reply({ destination: senderMac, payload: encodeArp({ operation: ARP.reply, ...answer }) });
    }
    const asking = mine ? this.#asking.get(senderIp) : undefined;
    if (asking) {
      this.#asking.delete(senderIp);
      for (const item of asking.waiting) release(item, senderMac);
    }
    return true;
  }

  /** Asks again where no answer came, or gives up and gives back what has waited. */
  poll(now: Ns, ask: (frame: Framed) => void, giveUp: (item: T, address: Ipv4) => void): void {
    for (const [address, asking] of this.#asking) {
      if (asking.dueNs > now) continue;
      if (asking.tries === TRIES) {
        this.#asking.delete(address);
        for (const item of asking.waiting) giveUp(item, address);
      } else {
        asking.tries += 1;
        asking.dueNs = now + RETRY_NS;
        ask(this.#question(address));
      }
    }
  }

  nextWake(): Ns | null {
    let next: Ns | null = null;
    for (const { dueNs } of this.#asking.values()) if (next === null || dueNs < next) next = dueNs;
    return next;
  }

  #question(targetIp: Ipv4): Framed {
    const payload = encodeArp({
      operation: ARP.request,
      senderMac: this.#mac,
      senderIp: this.#address,
      targetMac: 0,
      targetIp,
    });
    return { destination: BROADCAST_MAC, payload };
  }
}
