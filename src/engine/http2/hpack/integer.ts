/** Beyond this a number has no meaning in HPACK: more than any table or string that we take. It fits in 5 octets after the prefix. */
const MOST = 0x7fff_ffff;

/**
 * RFC 7541 §5.1: writes `value` behind the high bits `pattern` of the first octet, whose low `prefix` bits are the number's.
 */
export function writeInteger(out: number[], value: number, prefix: number, pattern: number): void {
  const full = (1 << prefix) - 1;
  if (value < full) {
    out.push(pattern | value);
    return;
  }
  out.push(pattern | full);
  let rest = value - full;
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) out.push(0x80 | (rest & 0x7f));
  out.push(rest);
}

/** The number and where the next thing begins. -1 where the octets end before it does, -2 where it is too large (§5.1, last paragraph). */
export function readInteger(bytes: Uint8Array, at: number, prefix: number): { value: number; next: number } {
  const full = (1 << prefix) - 1;
  let value = bytes[at]! & full;
  let next = at + 1;
  if (value < full) return { value, next };
  for (let weight = 1; ; weight *= 0x80) {
    if (next >= bytes.length) return { value: -1, next };
    const octet = bytes[next]!;
    next += 1;
    value += (octet & 0x7f) * weight;
    // Also a chain of empty continuations ends here: five octets carry 35 bits
    if (value > MOST || weight > 0x1000_0000) return { value: -2, next };
    if (octet < 0x80) return { value, next };
  }
}
