import type { Problem } from './layer.ts';

/** Packets with their times, as a capture file holds them. */
export interface Capture {
  /** Seconds since 1970 that `atNs` counts from; 0, if not given. */
  readonly epochSeconds?: number;
  readonly interfaces: readonly CaptureInterface[];
  readonly packets: readonly CapturePacket[];
}

export interface CaptureInterface {
  readonly name: string;
  /** LINK_TYPE; Ethernet, if not given. */
  readonly linkType?: number;
}

export interface CapturePacket {
  /** Index into `Capture.interfaces`. */
  readonly interface: number;
  /** Exact up to 104 days, 2^53 ns, after `epochSeconds`. */
  readonly atNs: number;
  readonly bytes: Uint8Array;
  /** Length on the wire, where only the first bytes were captured. */
  readonly originalLength?: number;
  readonly comment?: string;
}

/** What the packets of an interface begin with; of the registry of the tcpdump project those that are opened here. */
export const LINK_TYPE = {
  /** Four bytes that say in the writer's byte order what follows: BSD loopback. */
  null: 0,
  ethernet: 1,
  rawIp: 101,
  /** As `null`, in network byte order. */
  loop: 108,
  /** "Cooked": what Linux captures on all interfaces at once, of 16 and of 20 bytes. */
  linuxCooked: 113,
  ipv4: 228,
  linuxCooked2: 276,
} as const;

export interface DecodedCapture {
  /** What could be read before and around the damage; undefined where it is no such file at all. */
  readonly value: Capture | undefined;
  readonly problems: readonly Problem[];
}

/** Times up to here, in nanoseconds, are kept counting from 1970 exactly; only a simulation's clock stands there. */
export const SIMULATED_NS = Number.MAX_SAFE_INTEGER;
