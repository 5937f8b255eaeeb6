import type { Parameter, Parameters } from '#player/model.ts';
import { tcpFrame, toHex } from './packets.ts';

/** Ethernet's: 14 bytes of header and 1500 of packet. */
export const LONGEST = 1514;

export const parameters: readonly Parameter[] = [
  { id: 'packet', kind: 'bytes', min: 1, max: LONGEST, default: toHex(tcpFrame({})) },
  { id: 'second', kind: 'bytes', min: 0, max: LONGEST, default: '' },
  { id: 'kernel', kind: 'switch', default: true },
  { id: 'arp', kind: 'switch', default: false },
  { id: 'mtu', kind: 'integer', unit: 'bytes', min: 68, max: 1500, step: 1, default: 1500 },
];

export const defaults: Parameters = Object.fromEntries(parameters.map((one) => [one.id, one.default]));

/** The parameters as the engine wants them. */
export interface Chosen {
  /** Whole frames as hexadecimal digits; the second may be ''. */
  readonly packet: string;
  readonly second: string;
  /** Whether your computer's own network stack hears the answers. */
  readonly kernel: boolean;
  readonly arp: boolean;
  /** Of the link between router and server. */
  readonly mtu: number;
}

/** Of parameters within bounds; the player sees to that. */
export const chosen = (given: Parameters): Chosen => ({ ...defaults, ...given }) as unknown as Chosen;
