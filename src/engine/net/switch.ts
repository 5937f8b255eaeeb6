import type { Ns } from '../kernel/time.ts';
import type { Mac } from '../wire/address.ts';
import { ETHERNET_HEADER_BYTES } from '../wire/ethernet.ts';
import { u48 } from '../wire/octets.ts';
import type { Carrier } from './carrier.ts';
import type { Transit } from './link.ts';
import { isForMany, type Node, type Port } from './port.ts';
import type { Recorder } from './recorder.ts';
import type { MakeNode } from './world.ts';

/**
 * A learning switch (IEEE 802.1D §7): notes behind which port each station is, sends a frame there, and to every other
 * port where it does not know or the frame is for many. It takes the whole frame in before it sends it on.
 */
class Switch implements Node {
  readonly name: string;
  readonly ports: Port[] = [];
  readonly #carrier: Carrier;
  readonly #recorder: Recorder;
  readonly #behind = new Map<Mac, Port>();

  constructor(name: string, carrier: Carrier, recorder: Recorder) {
    this.name = name;
    this.#carrier = carrier;
    this.#recorder = recorder;
  }

  take(port: Port, { frame, content: bytes }: Transit, now: Ns): void {
    if (bytes.length < ETHERNET_HEADER_BYTES)
      return this.#recorder.discard(now, this.name, 'net.discard-frame', '', frame);
    const destination = u48(bytes, 0);
    this.#behind.set(u48(bytes, 6), port);
    const known = isForMany(destination) ? undefined : this.#behind.get(destination);
    // A frame for a station behind the port by which it came needs no help
    if (known === port) return;
    const reason = known ? 'net.switched' : 'net.flooded';
    for (const out of known ? [known] : this.ports)
      if (out !== port) this.#carrier.send(out.out, bytes, now, { reason, retransmission: false });
  }
}

/** What a world makes its switches of. */
export const switches = (names: readonly string[]): MakeNode[] =>
  names.map((name) => (carrier, recorder) => new Switch(name, carrier, recorder));
