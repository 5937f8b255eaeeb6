import type { Frame, Run, TraceEvent } from '#engine/kernel/trace.ts';
import type { PacketFields } from '#engine/net/events.ts';
import { FrameReader } from '#engine/net/fields.ts';
import { readOther } from '#engine/net/other-fields.ts';
import { LINK_TYPE, type Capture } from '#engine/wire/capture.ts';
import { readCapture } from '#engine/wire/capture-reader.ts';
import { encodeEthernet, ETHER_TYPE, readEthernet } from '#engine/wire/ethernet.ts';
import type { Problem } from '#engine/wire/layer.ts';
import { decodeLinkHeader } from '#engine/wire/link-headers.ts';

/** A reader's own capture, as its table shows it. */
export interface Opened {
  readonly packets: readonly CapturedPacket[];
  readonly conversations: readonly Conversation[];
  readonly problems: readonly Problem[];
}

export interface CapturedPacket {
  /** From 0, in the order of the file. */
  readonly n: number;
  /** Since the first packet of the file. */
  readonly atNs: number;
  readonly bytes: Uint8Array;
  readonly originalLength: number;
  readonly linkType: number;
  readonly comment: string | undefined;
  readonly fields: PacketFields;
}

/** All packets between two addresses, either way. */
export interface Conversation {
  /** The one who spoke first, and the other. */
  readonly hosts: readonly [string, string];
  readonly packets: readonly CapturedPacket[];
}

/** Longer files take the page too long. */
export const MOST_FILE_BYTES = 128 * 1024 * 1024;

/** Reads a capture file. Undefined packets where it is none; its problems say what it is then. */
export function openCapture(file: Uint8Array): Opened {
  const { value, problems } = readCapture(file);
  const packets = value ? packetsOf(value) : [];
  return { packets, conversations: conversationsOf(packets), problems };
}

function packetsOf({ interfaces, packets }: Capture): CapturedPacket[] {
  const reader = new FrameReader(readOther);
  const first = packets[0]?.atNs ?? 0;
  return packets.map(({ interface: index, atNs, bytes, originalLength = bytes.length, comment }, n) => {
    const linkType = interfaces[index]?.linkType ?? LINK_TYPE.ethernet;
    const fields = reader.read(asEthernet(bytes, linkType), n, String(n), true);
    return { n, atNs: atNs - first, bytes, originalLength, linkType, comment, fields };
  });
}

/** The packet behind a plain Ethernet header, which is where the trace's reader looks for it. */
function asEthernet(bytes: Uint8Array, linkType: number): Uint8Array {
  if (linkType === LINK_TYPE.ethernet) {
    const { value, payload } = readEthernet(bytes);
    return value?.vlan ? plain(value.etherType, payload) : bytes;
  }
  if (linkType === LINK_TYPE.rawIp || linkType === LINK_TYPE.ipv4) return plain(ETHER_TYPE.ipv4, bytes);
  const link = decodeLinkHeader(bytes, linkType);
  return plain(link?.value?.etherType ?? 0, link?.payload ?? bytes);
}

const plain = (etherType: number, payload: Uint8Array): Uint8Array =>
  encodeEthernet({ destination: 0, source: 0, etherType }, payload);

/** The busiest first. */
function conversationsOf(packets: readonly CapturedPacket[]): Conversation[] {
  const found = new Map<string, { hosts: [string, string]; packets: CapturedPacket[] }>();
  for (const packet of packets) {
    const { source, destination } = packet.fields;
    if (source === '') continue;
    const key = source < destination ? `${source} ${destination}` : `${destination} ${source}`;
    const known = found.get(key);
    if (known) known.packets.push(packet);
    else found.set(key, { hosts: [source, destination], packets: [packet] });
  }
  return [...found.values()].sort((a, b) => b.packets.length - a.packets.length);
}

/** What a ladder draws of packets that were seen at one place: each leaves and arrives at the instant it was captured. */
export function ladderOf(packets: readonly CapturedPacket[]): { run: Run; axis: OrdinalAxis } {
  const events: TraceEvent[] = [];
  const frames: Frame[] = [];
  const times: number[] = [];
  for (const { atNs, bytes, fields } of packets) {
    const id = frames.length;
    // two at one instant, or out of order in the file, still come one below the other
    const at = Math.max(atNs, (times.at(-1) ?? -1) + 1);
    times.push(at);
    const ends = { from: fields.source, to: fields.destination };
    frames.push({ id, name: fields.name, sentAt: at, bytes, ...ends });
    const common = { ...fields, ...ends, frame: id, at, reason: 'net.arrived' };
    events.push({ ...common, n: events.length, kind: 'send', where: ends.from, retransmission: false });
    events.push({ ...common, n: events.length, kind: 'arrive', where: ends.to });
  }
  return { run: { events, frames, endNs: times.at(-1) ?? 0 }, axis: ordinal(times) };
}

/** Time as the ladder of a capture draws it: a step for each packet, however long there was none. */
export interface OrdinalAxis {
  readonly length: number;
  readonly gaps: readonly { readonly fromNs: number; readonly toNs: number }[];
  toAxis(ns: number): number;
}

/** A silence of a second is worth a torn line. */
const SILENCE_NS = 1_000_000_000;

function ordinal(times: readonly number[]): OrdinalAxis {
  const gaps = times.flatMap((time, index) => {
    const before = times[index - 1];
    return before !== undefined && time - before >= SILENCE_NS ? [{ fromNs: before, toNs: time }] : [];
  });
  return {
    length: times.length,
    gaps,
    toAxis(ns) {
      let low = 0;
      let high = times.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (times[middle]! < ns) low = middle + 1;
        else high = middle;
      }
      return low;
    },
  };
}
