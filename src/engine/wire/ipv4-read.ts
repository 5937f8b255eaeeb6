import { openIpv4, type Ipv4Header } from './ipv4.ts';
import { NO_BYTES, type Read } from './layer.ts';

/** What `openIpv4` finds (RFC 791 §3.1), with a view of the payload. */
export function readIpv4(bytes: Uint8Array): Read<Ipv4Header> {
  const open = openIpv4(bytes);
  if (typeof open === 'string') return { value: undefined, payload: NO_BYTES, fault: open };
  const { from, to, fault, ...value } = open;
  return { value, payload: bytes.subarray(from, to), fault };
}
