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
  #reduced = false;
  /** SND.NXT when the window last came down: once a window of data (§6.1.2). */
  until: Seq;

  constructor(iss: Seq) {
    this.until = iss;
  }

  /** §6.1.1: an ECN-setup SYN has both flags, an ECN-setup SYN-ACK only ECE. §6.1.1.1: a SYN that got no answer is sent again without, as something on the path may drop it. */
  setupFlags(c: Connection): number {
    if (c.state === 'SYN-SENT') return c.synTimeouts === 0 ? FLAG.ECE | FLAG.CWR : 0;
    return this.on ? FLAG.ECE : 0;
  }

  /** The peer's SYN or SYN-ACK. One that only reflects our flags has not understood them. */
  negotiate(segment: Segment): void {
    this.on = has(segment, FLAG.ECE) && has(segment, FLAG.CWR) !== has(segment, FLAG.ACK);
  }

  /** §6.1.3: every acknowledgment says ECE from the first mark on, until the sender says CWR. A mark on that very packet counts again. */
  noteMark(segment: Segment): void {
    if (!this.on) return;
    if (has(segment, FLAG.CWR)) this.echoing = false;
    if (segment.ecn === ECN.experienced) this.echoing = true;
  }

  /** Whether an acknowledgment asks for a smaller window, and the window has not come down for the same window of data. */
  asksToSlow(segment: Segment, phase: string): boolean {
    return this.saysEcho(segment) && phase === 'open' && after(segment.ack, this.until);
  }

  /** ECN-Echo; in a SYN-ACK the flag means something else. */
  saysEcho(segment: Segment): boolean {
    return this.on && has(segment, FLAG.ECE) && !has(segment, FLAG.SYN);
  }

  /** The window has come down, for whatever reason: §6.1.2. */
  slowed(sndNxt: Seq): void {
    this.until = sndNxt;
    this.#reduced = this.on;
  }

  /** Of a segment with new data: CWR, once. */
  confirmFlag(): number {
    if (!this.#reduced) return 0;
    this.#reduced = false;
    return FLAG.CWR;
  }
}

/** What `TcpConfig.ecn` is, where it is offered and accepted. */
export type MakeEcn = (iss: Seq) => Ecn;
export const ecn: MakeEcn = (iss) => new Ecn(iss);
