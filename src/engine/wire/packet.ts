import { decodeEthernet, ETHER_TYPE } from './ethernet.ts';
import { PROTOCOL, type Ipv4Header } from './ipv4.ts';
import { decodeIpv4 } from './ipv4-fields.ts';
import type { Decoded, Field, Problem } from './layer.ts';
import { hex } from './octets.ts';
import { decodeTcp } from './tcp-fields.ts';

export type LayerName = 'ethernet' | 'ipv4' | 'tcp' | 'data' | 'padding';

/** One layer of a frame. All offsets, in fields and problems too, count from the frame's first byte. */
export interface Layer {
  readonly name: LayerName;
  readonly offset: number;
  /** Of the header (0 where it is unreadable); of 'data' and 'padding' the whole. */
  readonly length: number;
  readonly fields: readonly Field[];
  readonly problems: readonly Problem[];
}

/**
 * A whole Ethernet frame, layer by layer, for the inspector. The layers lie end to end over all of the frame: what no
 * codec opens (another protocol, a fragment, the rest after an unreadable header) is 'data'. Never throws.
 */
export function decodeFrame(frame: Uint8Array): Layer[] {
  const layers: Layer[] = [];
  let at = 0;
  let end = frame.length;
  const open = <T>(name: LayerName, { value, payload, fields, problems }: Decoded<T>): T | undefined => {
    const length = value === undefined ? 0 : payload.byteOffset - frame.byteOffset - at;
    const offset = at;
    const moved = <P extends { offset: number }>(place: P): P => ({
      ...place,
      offset: place.offset + offset,
    });
    layers.push({ name, offset, length, fields: fields.map(moved), problems: problems.map(moved) });
    at += length;
    return value;
  };

  if (open('ethernet', decodeEthernet(frame))?.etherType === ETHER_TYPE.ipv4) {
    const packet = decodeIpv4(frame.subarray(at));
    const header = open('ipv4', packet);
    if (header) {
      end = at + packet.payload.length;
      if (header.protocol === PROTOCOL.tcp && isWhole(header)) open('tcp', decodeTcp(packet.payload, header));
    }
  }
  for (const [name, from, to] of [
    ['data', at, end],
    ['padding', end, frame.length],
  ] as const) {
    if (to > from) layers.push(raw(name, from, frame.subarray(from, to)));
  }
  return layers;
}

/** Only an unfragmented packet holds a whole segment. */
const isWhole = (header: Ipv4Header): boolean => header.fragmentOffset === 0 && !header.moreFragments;

function raw(name: 'data' | 'padding', offset: number, bytes: Uint8Array): Layer {
  const field = { name: `${name}.bytes`, offset, length: bytes.length, value: hex(bytes) };
  return { name, offset, length: bytes.length, fields: [field], problems: [] };
}
