import { NO_BYTES, type Read } from './layer.ts';
import { NOP } from './tcp-options.ts';
import { openTcp, type Addresses, type TcpHeader } from './tcp.ts';

/** The header alone (RFC 9293 §3.1), with all its options. */
export function readTcp(bytes: Uint8Array, addresses: Addresses): Read<TcpHeader> {
  const open = openTcp(bytes, addresses);
  if (typeof open === 'string') return { value: undefined, payload: NO_BYTES, fault: open };
  const { sourcePort, destinationPort, seq, ack, flags, urgent, timestamps, data, fault } = open;
  const options = timestamps && open.options.length === 0 ? [NOP, NOP, timestamps] : open.options;
  return {
    value: { sourcePort, destinationPort, seq, ack, flags, window: open.window, urgent, options },
    payload: data,
    fault,
  };
}
