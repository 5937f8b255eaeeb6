import type { DecodedCapture } from './capture.ts';
import { decodePcap, pcapFormat } from './pcap.ts';
import { BLOCK } from './pcapng.ts';
import { decodePcapng } from './pcapng-reader.ts';
import { u32 } from './octets.ts';

/** First bytes of files that hold a capture of another kind, or hold one packed. */
const OTHERS: readonly { readonly code: string; readonly magic: readonly number[] }[] = [
  { code: 'capture.gzip', magic: [0x1f, 0x8b] },
  { code: 'capture.zip', magic: [0x50, 0x4b, 0x03, 0x04] },
  { code: 'capture.zstd', magic: [0x28, 0xb5, 0x2f, 0xfd] },
  { code: 'capture.snoop', magic: [0x73, 0x6e, 0x6f, 0x6f, 0x70, 0] },
  { code: 'capture.modified-pcap', magic: [0xa1, 0xb2, 0xcd, 0x34] },
  { code: 'capture.modified-pcap', magic: [0x34, 0xcd, 0xb2, 0xa1] },
];

/**
 * Any capture file that we read, .pcap or .pcapng, told apart by its first four bytes and not by its name.
 * Never throws; what is no such file gives one problem that says what it is instead, as far as that can be known.
 */
export function readCapture(bytes: Uint8Array): DecodedCapture {
  if (pcapFormat(bytes)) return decodePcap(bytes);
  if (bytes.length >= 4 && u32(bytes, 0) === BLOCK.section) return decodePcapng(bytes);
  const other = OTHERS.find(({ magic }) => magic.every((byte, at) => bytes[at] === byte));
  const code = bytes.length === 0 ? 'capture.empty' : (other?.code ?? 'capture.not-a-capture');
  const length = Math.min(bytes.length, other?.magic.length ?? 4);
  return { value: undefined, problems: [{ code, offset: 0, length }] };
}
