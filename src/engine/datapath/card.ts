import type { Ns } from '../kernel/time.ts';
import type { HostSetup } from './setup.ts';
import type { Unit } from './unit.ts';

/** A frame in the receive ring: the IPv4 packet in it, and its name on the wire. */
export interface Received {
  readonly packet: Uint8Array;
  readonly name: string;
  readonly bytes: number;
}

/** The network card's memory of what is going on: two rings of descriptors, and when it may interrupt (NAPI: not while the kernel polls). */
export class Card {
  readonly #setup: HostSetup;
  /** Waiting for room in the transmit ring. */
  readonly queue: Unit[] = [];
  readonly transmit: Unit[] = [];
  readonly receive: Received[] = [];
  /** How many packets of the first unit of `transmit` have left. */
  sent = 0;
  sending = false;
  interruptsOn = true;
  /** Frames that no interrupt has told of yet. */
  held = 0;
  /** Of the pending timer; another value: it is out of date. */
  timer = 0;

  constructor(setup: HostSetup) {
    this.#setup = setup;
  }

  /** TSO works on packets whose checksum the card makes (Linux: NETIF_F_TSO depends on checksum offload). */
  get splits(): boolean {
    return this.#setup.tso && this.#setup.checksumOffload;
  }
  get hasRoom(): boolean {
    return this.transmit.length < this.#setup.txRing;
  }

  /** A frame has come; false where the ring has no free descriptor. */
  take(frame: Received): boolean {
    if (this.receive.length >= this.#setup.rxRing) return false;
    this.receive.push(frame);
    this.held += 1;
    return true;
  }

  /** Whether to interrupt now that a frame is there; a time to wait for instead, or undefined where the kernel is polling anyway. */
  interrupts(): 'now' | Ns | undefined {
    const { coalesceFrames, coalesceNs } = this.#setup;
    if (!this.interruptsOn || this.held === 0) return undefined;
    if (coalesceNs === 0 || this.held >= coalesceFrames) return 'now';
    return this.held === 1 ? coalesceNs : undefined;
  }
}
