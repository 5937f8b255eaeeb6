/** HTTP/3 frames on a request stream (RFC 9114 §7): DATA 0x00, HEADERS 0x01; types and lengths are QUIC's variable-length integers. */
const TYPE = { data: 0x00, headers: 0x01 } as const;
export type H3Kind = keyof typeof TYPE;

export function h3Frame(kind: H3Kind, payload: Uint8Array): Uint8Array {
  const { length } = payload;
  const head: number[] = [TYPE[kind]];
  if (length < 0x40) head.push(length);
  else if (length < 0x4000) head.push(0x40 | (length >>> 8), length & 0xff);
  else head.push(0x80 | (length >>> 24), (length >>> 16) & 0xff, (length >>> 8) & 0xff, length & 0xff);
  const frame = new Uint8Array(head.length + length);
  frame.set(head);
  frame.set(payload, head.length);
  return frame;
}

/** Reads a request stream: header sections whole, data as it comes. */
export class H3Reader {
  #held = new Uint8Array(0);
  /** Of the DATA frame that is being read. */
  #dataLeft = 0;

  push(bytes: Uint8Array): { kind: H3Kind; payload: Uint8Array; frameBytes: number }[] {
    const all = new Uint8Array(this.#held.length + bytes.length);
    all.set(this.#held);
    all.set(bytes, this.#held.length);
    const out: { kind: H3Kind; payload: Uint8Array; frameBytes: number }[] = [];
    let at = 0;
    while (at < all.length) {
      if (this.#dataLeft > 0) {
        const payload = all.subarray(at, at + this.#dataLeft);
        this.#dataLeft -= payload.length;
        at += payload.length;
        out.push({ kind: 'data', payload, frameBytes: payload.length });
        continue;
      }
      const first = all[at + 1];
      if (first === undefined) break;
      const size = 1 << (first >>> 6);
      if (at + 1 + size > all.length) break;
      let length = first & 0x3f;
      for (let nth = 1; nth < size; nth += 1) length = length * 256 + all[at + 1 + nth]!;
      const begin = at + 1 + size;
      if (all[at] === TYPE.data) {
        this.#dataLeft = length;
        at = begin;
        continue;
      }
      if (begin + length > all.length) break;
      out.push({
        kind: 'headers',
        payload: all.subarray(begin, begin + length),
        frameBytes: begin + length - at,
      });
      at = begin + length;
    }
    this.#held = all.slice(at);
    return out;
  }
}
