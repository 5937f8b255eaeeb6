import type { Ns } from '../kernel/time.ts';
import type { Intervention } from '../kernel/trace.ts';
import type { Bounds } from '../kernel/tracer.ts';
import type { TcpConfig } from '../tcp/config.ts';

/** How a host's kernel and network card are set. */
export interface HostSetup {
  /** The card cuts large packets up (TCP segmentation offload). Needs `checksumOffload`. */
  readonly tso: boolean;
  /** The kernel cuts large packets up just above the driver (generic segmentation offload). */
  readonly gso: boolean;
  /** The kernel puts frames of one poll together before IP sees them (generic receive offload). */
  readonly gro: boolean;
  /** The card makes and checks TCP checksums. */
  readonly checksumOffload: boolean;
  /** Interrupt coalescing (ethtool rx-frames, rx-usecs): an interrupt after so many frames, or so long after the first of them. */
  readonly coalesceFrames: number;
  readonly coalesceNs: Ns;
  /** Frames that the card's receive ring holds, and descriptors of its transmit ring. */
  readonly rxRing: number;
  readonly txRing: number;
}

/** What the writing program does. */
export interface WriterSetup {
  /** 'copy' is write() as it is; 'zerocopy' send() with MSG_ZEROCOPY; 'sendfile' from a file in the page cache. */
  readonly how: 'copy' | 'zerocopy' | 'sendfile';
  readonly totalBytes: number;
  readonly writeBytes: number;
  readonly nonBlocking: boolean;
  readonly sendBufferBytes: number;
}
export interface ReaderSetup {
  /** Buffer of one read(). 0: the program does not read. */
  readonly readBytes: number;
}

export interface DataPathSetup {
  readonly host: HostSetup;
  readonly tcp: TcpConfig;
  readonly writer: WriterSetup;
  readonly reader: ReaderSetup;
  readonly rateBps: number;
  readonly delayNs: Ns;
  readonly interventions: readonly Intervention[];
  /** The run ends here, if it has not ended before. */
  readonly untilNs: Ns;
  readonly bounds: Bounds;
}

/** Most data in a large packet: an IPv4 packet has a 16-bit total length (RFC 791 §3.1). */
export const LARGEST = 65_535 - 60;

/** NAPI: frames that one poll may take (Linux NAPI_POLL_WEIGHT, 64). */
export const BUDGET = 64;

/** 802.3 preamble, frame check sequence and gap between frames: what a frame takes on the wire beyond its bytes (IEEE 802.3 §4.2.3.2.2). */
export const WIRE_OVERHEAD = 8 + 4 + 12;
