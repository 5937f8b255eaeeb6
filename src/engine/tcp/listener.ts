import type { Connection } from './connection.ts';

/** Where a listener listens: one of the host's addresses, or any (null, 0.0.0.0); RFC 9293 §3.9.1.1, MUST-43 to MUST-45. */
export interface ListenOn {
  readonly address: number | null;
  readonly port: number;
}

/** A passive OPEN that stands (RFC 9293 §3.10.1), and the connections that have come of it. */
export class Listener {
  readonly id: number;
  readonly on: ListenOn;
  /** In SYN-RECEIVED. */
  readonly halfOpen = new Set<Connection>();
  /** ESTABLISHED and not yet taken by `accept`, in the order in which they came. */
  readonly ready: Connection[] = [];

  constructor(id: number, on: ListenOn) {
    this.id = id;
    this.on = on;
  }
}

/** The listeners of a host. */
export class ListenerTable {
  readonly #byPort = new Map<number, Listener[]>();
  readonly #byId = new Map<number, Listener>();
  #nextId = 0;

  byId(id: number): Listener | undefined {
    return this.#byId.get(id);
  }

  has({ address, port }: ListenOn): boolean {
    return this.#byPort.get(port)?.some(({ on }) => on.address === address) ?? false;
  }

  add(on: ListenOn): Listener {
    const listener = new Listener(this.#nextId++, on);
    this.#byId.set(listener.id, listener);
    this.#byPort.set(on.port, [...(this.#byPort.get(on.port) ?? []), listener]);
    return listener;
  }

  remove(listener: Listener): void {
    this.#byId.delete(listener.id);
    const others = (this.#byPort.get(listener.on.port) ?? []).filter((one) => one !== listener);
    if (others.length > 0) this.#byPort.set(listener.on.port, others);
    else this.#byPort.delete(listener.on.port);
  }

  /** Whether anybody listens on the port, whatever the address. */
  onPort(port: number): boolean {
    return this.#byPort.has(port);
  }

  /** The one that takes a SYN for this address and port: a specific one before one for any address. */
  find(address: number, port: number): Listener | undefined {
    const there = this.#byPort.get(port);
    return there?.find(({ on }) => on.address === address) ?? there?.find(({ on }) => on.address === null);
  }
}
