/** A header field as HPACK carries it. Strings hold octets: one character 0 to 255 each. */
export interface Field {
  readonly name: string;
  readonly value: string;
  /** RFC 7541 §6.2.3: never to be put in a table, by nobody on the way: a password, a short cookie. */
  readonly sensitive?: true;
}

/** RFC 7541 §4.1: an entry counts for 32 octets more than its strings. */
export const ENTRY_OVERHEAD = 32;
export const sizeOf = ({ name, value }: Field): number => name.length + value.length + ENTRY_OVERHEAD;

/** Why a header block cannot be read (RFC 7541 §2.3.3, §4.2, §5.1, §5.2, §6.3); to HTTP/2 all are COMPRESSION_ERROR (RFC 9113 §4.3). */
export type HpackFault =
  | 'hpack.truncated'
  | 'hpack.integer-too-large'
  | 'hpack.huffman-eos'
  | 'hpack.huffman-padding'
  | 'hpack.no-such-index'
  | 'hpack.table-size-too-large'
  | 'hpack.table-size-late'
  | 'hpack.table-size-missing';
