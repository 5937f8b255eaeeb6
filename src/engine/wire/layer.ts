/** A field of a header: where it stands in the bytes that were decoded, and what it says. */
export interface Field {
  /** Stable id, e.g. 'tcp.seq'; its name for readers stands in content/ui/<lang>/wire.json. */
  readonly name: string;
  /** First byte, and how many bytes the field touches. */
  readonly offset: number;
  readonly length: number;
  /** Set where the field is not whole bytes: bits counted from the most significant bit of byte `offset`. */
  readonly bitOffset?: number;
  readonly bitLength?: number;
  /** Addresses in their written form ('10.0.0.1'), flags as booleans, raw bytes as hex; everything else a number. */
  readonly value: number | string | boolean;
  /** The value is so many times the number that stands there: header lengths count words of 4 bytes. */
  readonly scale?: number;
  /** The number is customarily read in hexadecimal. */
  readonly hex?: true;
  /** Id of the words for what the value stands for (8 is 'icmp.type.8', an echo request), where it has a name. */
  readonly meaning?: string;
}

/** Something wrong (or odd) in the bytes: a code, never a message; its sentence stands in content/ui/<lang>/wire.json. */
export interface Problem {
  /** E.g. 'tcp.bad-checksum'. */
  readonly code: string;
  readonly offset: number;
  readonly length: number;
  readonly expected?: number;
  readonly found?: number;
}

/** What a decoder of the inspector gives. `value` is undefined where the bytes are too few to hold the header. */
export interface Decoded<T> {
  readonly value: T | undefined;
  readonly payload: Uint8Array;
  readonly fields: readonly Field[];
  readonly problems: readonly Problem[];
}

/**
 * What the stack's cheap decoders give: no list of fields. `fault` is the code of the one problem for which a host
 * must discard the packet; oddities that it must put up with (reserved bits) are not faults.
 */
export type Read<T> =
  | { readonly value: T; readonly payload: Uint8Array; readonly fault: string | undefined }
  | { readonly value: undefined; readonly payload: Uint8Array; readonly fault: string };

export const NO_BYTES = new Uint8Array(0);
