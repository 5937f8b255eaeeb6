/** A stream's outgoing half (RFC 9000 §3.1): bytes kept until acknowledged, what is new behind what was lost. */
export class SendStream {
  readonly id: number;
  #data = new Uint8Array(0);
  #end = 0;
  #sent = 0;
  /** Offsets that were lost and wait to be sent again, lowest first: [from, to). */
  #lost: [number, number][] = [];
  #fin = false;
  #finSent = false;

  constructor(id: number) {
    this.id = id;
  }
  write(bytes: Uint8Array, fin: boolean): void {
    if (this.#end + bytes.length > this.#data.length) {
      const grown = new Uint8Array(2 * (this.#end + bytes.length));
      grown.set(this.#data.subarray(0, this.#end));
      this.#data = grown;
    }
    this.#data.set(bytes, this.#end);
    this.#end += bytes.length;
    this.#fin ||= fin;
  }
  get waiting(): boolean {
    return this.#lost.length > 0 || this.#sent < this.#end || (this.#fin && !this.#finSent);
  }
  /** Up to `most` bytes for one STREAM frame; what was lost goes first. */
  take(most: number): { offset: number; data: Uint8Array; fin: boolean; again: boolean } {
    const gap = this.#lost[0];
    const offset = gap ? gap[0] : this.#sent;
    const end = Math.min(offset + most, gap ? gap[1] : this.#end);
    if (gap && end >= gap[1]) this.#lost.shift();
    else if (gap) gap[0] = end;
    else this.#sent = end;
    const fin = this.#fin && end === this.#end;
    if (fin) this.#finSent = true;
    return { offset, data: this.#data.slice(offset, end), fin, again: gap !== undefined };
  }
  /** RFC 9000 §13.3: what was in a lost packet is sent again in a new one. */
  lost(offset: number, length: number, fin: boolean): void {
    if (fin && length === 0) this.#finSent = false;
    if (length > 0) this.#lost.push([offset, offset + length]);
    this.#lost.sort(([a], [b]) => a - b);
  }
}

/** A stream's incoming half (RFC 9000 §3.2): hands out bytes in order; what lies behind a gap of its own waits. */
export class ReceiveStream {
  readonly id: number;
  #next = 0;
  #pieces: { offset: number; data: Uint8Array }[] = [];
  #end: number | undefined;
  ended = false;

  constructor(id: number) {
    this.id = id;
  }
  /** Bytes that have come and cannot be handed out yet: they wait for others of this stream, and of no other. */
  get heldBytes(): number {
    return this.#pieces.reduce((sum, { data }) => sum + data.length, 0);
  }
  receive(offset: number, data: Uint8Array, fin: boolean): Uint8Array {
    if (fin) this.#end = offset + data.length;
    if (
      data.length > 0 &&
      offset + data.length > this.#next &&
      !this.#pieces.some((one) => one.offset === offset)
    )
      this.#pieces.push({ offset, data });
    this.#pieces.sort((a, b) => a.offset - b.offset);
    const out: Uint8Array[] = [];
    let bytes = 0;
    while (this.#pieces[0] && this.#pieces[0].offset <= this.#next) {
      const piece = this.#pieces.shift()!;
      const fresh = piece.data.subarray(this.#next - piece.offset);
      out.push(fresh);
      bytes += fresh.length;
      this.#next += fresh.length;
    }
    this.ended = this.#next === this.#end;
    const all = new Uint8Array(bytes);
    let at = 0;
    for (const part of out) {
      all.set(part, at);
      at += part.length;
    }
    return all;
  }
}
