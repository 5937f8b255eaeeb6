/** First in, first out: a ring that grows, so that neither end ever moves what lies between. */
export class Fifo<T extends { readonly bytes: number }> {
  #ring: (T | undefined)[] = new Array<T | undefined>(16).fill(undefined);
  #head = 0;
  packets = 0;
  bytes = 0;

  push(packet: T): void {
    if (this.packets === this.#ring.length) this.#grow();
    this.#ring[(this.#head + this.packets) & (this.#ring.length - 1)] = packet;
    this.packets += 1;
    this.bytes += packet.bytes;
  }

  shift(): T | undefined {
    if (this.packets === 0) return undefined;
    const packet = this.#ring[this.#head]!;
    this.#ring[this.#head] = undefined;
    this.#head = (this.#head + 1) & (this.#ring.length - 1);
    this.packets -= 1;
    this.bytes -= packet.bytes;
    return packet;
  }

  #grow(): void {
    const { length } = this.#ring;
    const inOrder = this.#ring.slice(this.#head).concat(this.#ring.slice(0, this.#head));
    this.#ring = inOrder.concat(new Array<T | undefined>(length).fill(undefined));
    this.#head = 0;
  }
}
