import { FLAG } from '../wire/tcp.ts';
import type { Connection } from './connection.ts';
import { has, type Segment } from './segment.ts';
import { after, type Seq } from './seq.ts';

/** The two ECN bits of an IP header (RFC 3168 §5). */
export const ECN = { notCapable: 0, capable: 2, experienced: 3 } as const;

/** Explicit congestion notification of one connection (RFC 3168 §6.1). */
export class Ecn {
  /** Both sides have offered it. */
  on = false;
  /** As receiver: a router has marked a packet, and the sender has not yet said that it knows (§6.1.3). */
  echoing = false;
  /** As sender: the window has come down, which the next new data says by CWR (§6.1.2). */
  reduced = false;
  /** SND.NXT when the window last came down: once a window of data (§6.1.2). */
  until: Seq;

  constructor(iss: Seq) {
    this.until = iss;
  }
}

/** §6.1.1: an ECN-setup SYN has both flags, an ECN-setup SYN-ACK only ECE. §6.1.1.1: a SYN that got no answer is sent again without, as something on the path may drop it. */
export function setupFlags(c: Connection): number {
  if (c.state === 'SYN-SENT') return c.config.ecn && c.synTimeouts === 0 ? FLAG.ECE | FLAG.CWR : 0;
  return c.ecn.on ? FLAG.ECE : 0;
}

/** The peer's SYN or SYN-ACK. One that only reflects our flags has not understood them. */
export function negotiate(c: Connection, segment: Segment): void {
  const [ece, cwr] = [has(segment, FLAG.ECE), has(segment, FLAG.CWR)];
  c.ecn.on = c.config.ecn && ece && cwr !== has(segment, FLAG.ACK);
}

/** §6.1.3: every acknowledgment says ECE from the first mark on, until the sender says CWR. A mark on that very packet counts again. */
export function noteMark(c: Connection, segment: Segment): void {
  if (!c.ecn.on) return;
  if (has(segment, FLAG.CWR)) c.ecn.echoing = false;
  if (segment.ecn === ECN.experienced) c.ecn.echoing = true;
}

/** Whether an acknowledgment asks for a smaller window, and the window has not come down for the same window of data. */
export const asksToSlow = (c: Connection, segment: Segment): boolean =>
  saysEcho(c, segment) && c.recovery.phase === 'open' && after(segment.ack, c.ecn.until);

/** ECN-Echo; in a SYN-ACK the flag means something else. */
export const saysEcho = (c: Connection, segment: Segment): boolean =>
  c.ecn.on && has(segment, FLAG.ECE) && !has(segment, FLAG.SYN);

/** The window has come down, for whatever reason: §6.1.2. */
export function slowed(c: Connection): void {
  c.ecn.until = c.sndNxt;
  c.ecn.reduced = c.ecn.on;
}

/** Of a segment with new data: CWR, once. */
export function confirmFlag(c: Connection): number {
  if (!c.ecn.reduced) return 0;
  c.ecn.reduced = false;
  return FLAG.CWR;
}
