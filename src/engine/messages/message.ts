import type { Ns } from '../kernel/time.ts';
import { putU16, u16 } from '../wire/octets.ts';

/** What a program has to say: so many messages of one size, one after the other at even times. */
export interface Plan {
  readonly count: number;
  /** Of a whole message, `HEAD_BYTES` at least. */
  readonly bytes: number;
  readonly startNs: Ns;
  readonly intervalNs: Ns;
}

/** Length and number, two bytes each: what a byte stream needs for its reader to part it, and a datagram for its place. */
export const HEAD_BYTES = 4;

export const dueOf = (plan: Plan, message: number): Ns => plan.startNs + message * plan.intervalNs;

export function encodeMessage(message: number, bytes: number): Uint8Array {
  const whole = new Uint8Array(bytes).map((_, at) => 97 + ((message + at) % 26));
  putU16(whole, 0, bytes);
  putU16(whole, 2, message);
  return whole;
}

/** The number of a message that is whole; undefined where it cannot be one. */
export const numberOf = (bytes: Uint8Array): number | undefined =>
  bytes.length >= HEAD_BYTES && u16(bytes, 0) === bytes.length ? u16(bytes, 2) : undefined;

/** Parts a byte stream into messages: TCP keeps no boundaries (RFC 9293 §3.9.1: the stream is octets). */
export class Framer {
  #held = new Uint8Array(0);

  /** The numbers of the messages that are whole now. */
  take(bytes: Uint8Array): number[] {
    const held = new Uint8Array(this.#held.length + bytes.length);
    held.set(this.#held);
    held.set(bytes, this.#held.length);
    const numbers: number[] = [];
    let at = 0;
    while (held.length - at >= HEAD_BYTES) {
      const length = Math.max(HEAD_BYTES, u16(held, at));
      if (held.length - at < length) break;
      numbers.push(u16(held, at + 2));
      at += length;
    }
    this.#held = held.slice(at);
    return numbers;
  }
}
