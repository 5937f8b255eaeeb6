import type { Ns } from '../kernel/time.ts';
import type { MakeCongestion } from '../tcp/congestion/congestion.ts';
import { newreno } from '../tcp/congestion/newreno.ts';
import {
  cryptoOverhead,
  encodePacket,
  overheadOf,
  readPacket,
  streamOverhead,
  type PacketKind,
  type QuicFrame,
} from './packet.ts';
import { LossRecovery, MAX_ACK_DELAY, type Sent } from './recovery.ts';
import { ReceiveStream, SendStream } from './streams.ts';
import { FLIGHTS, type Handshake } from './tls.ts';

export interface QuicSetup {
  readonly role: 'client' | 'server';
  readonly handshake: Handshake;
  /** RFC 9000 §14: 1,200 at least. */
  readonly maxDatagramBytes?: number;
  readonly congestion?: MakeCongestion;
  readonly notice: (notice: QuicNotice) => void;
}
export type QuicNotice =
  /** A client may send requests (in 0-RTT at once); a server has the client's first words. */
  | { readonly what: 'ready' }
  /** TLS is done: the peer is who it says it is. */
  | { readonly what: 'established' }
  | { readonly what: 'data'; readonly stream: number; readonly bytes: Uint8Array; readonly fin: boolean };

/** A datagram to be sent, and what a trace says of it. */
export interface QuicDatagram {
  readonly payload: Uint8Array;
  readonly reason: string;
  readonly again: boolean;
  /** Of the stream that is in it; -1 where there is none. */
  readonly stream: number;
}

/** RFC 9000 §14.1. */
const LEAST_DATAGRAM = 1200;

/**
 * One side of a QUIC connection, as a model (README): what takes round trips and bytes, what a loss holds up. RFC 9000 for the transport,
 * RFC 9001 for the handshake's flights, RFC 9002 for losses and for how much is in flight.
 */
export class QuicConnection {
  readonly recovery: LossRecovery;
  readonly #setup: QuicSetup;
  readonly #most: number;
  readonly #sending = new Map<number, SendStream>();
  readonly #receiving = new Map<number, ReceiveStream>();
  /** Streams take turns, a packet each: so a loss is one stream's (RFC 9000 §2.2, §13). */
  #turns: SendStream[] = [];
  #nextNumber = 0;
  #nextStream = 0;
  /** Of TLS: bytes that this side has to say in all, those said, those to be said again, those heard from the start on. */
  #cryptoEnd = 0;
  #cryptoSent = 0;
  readonly #cryptoLost: [number, number][] = [];
  readonly #cryptoHeard = new ReceiveStream(-1);
  #cryptoHeardBytes = 0;
  #ready = false;
  #established = false;
  #confirmed = false;
  #donePending = false;
  /** RFC 9000 §8.1: until the client's address is known to be its own, three times what came from it. */
  #validated: boolean;
  #gotBytes = 0;
  #sentBytes = 0;
  /** Numbers that came, as ranges, highest first. */
  #heard: [number, number][] = [];
  #unacked = 0;
  #ackAt: Ns | null = null;
  #largestAt: Ns = 0;
  #probe = 0;

  constructor(setup: QuicSetup) {
    this.#setup = setup;
    this.#most = setup.maxDatagramBytes ?? 1350;
    this.recovery = new LossRecovery(setup.congestion ?? newreno, this.#most);
    // §8.1.3: a client that was here before shows its token
    this.#validated = setup.role === 'client' || setup.handshake !== 'full';
  }

  // --- the program's side

  connect(): void {
    this.#cryptoEnd = FLIGHTS[this.#setup.handshake].clientHello;
    // RFC 9001 §4.6: what was agreed the last time is enough for the first requests
    if (this.#setup.handshake === 'zero-rtt') this.#becomeReady();
  }
  get ready(): boolean {
    return this.#ready;
  }
  get established(): boolean {
    return this.#established;
  }
  /** RFC 9000 §2.1: 0, 4, 8 and on are the client's, both ways. */
  open(): number {
    const id = this.#nextStream;
    this.#nextStream += 4;
    return id;
  }
  send(id: number, bytes: Uint8Array, fin: boolean): void {
    const stream = this.#sending.get(id) ?? new SendStream(id);
    this.#sending.set(id, stream);
    stream.write(bytes, fin);
    if (!this.#turns.includes(stream)) this.#turns.push(stream);
  }
  /** Bytes of a stream that have come and wait for earlier ones of the same stream. */
  heldBytes(id: number): number {
    return this.#receiving.get(id)?.heldBytes ?? 0;
  }

  // --- the network's side

  receive(payload: Uint8Array, now: Ns): 'discarded' | 'taken' {
    const packet = readPacket(payload);
    if (!packet) return 'discarded';
    this.#gotBytes += payload.length;
    const isNew = this.#note(packet.number);
    const eliciting = packet.frames.some(({ kind }) => kind !== 'ack');
    if (isNew && packet.number === this.#heard[0]![1]) this.#largestAt = now;
    if (eliciting) this.#owe(packet.number, now);
    if (!isNew) return 'taken';
    for (const frame of packet.frames) this.#frame(frame, now);
    return 'taken';
  }

  transmit(now: Ns): QuicDatagram[] {
    const due = this.#recoveryDue();
    if (due !== null && due <= now) {
      const outcome = this.recovery.expired(now);
      if (outcome === 'probe') this.#probe = 2;
      else this.#again(outcome);
    }
    const out: QuicDatagram[] = [];
    for (let one = this.#next(now); one; one = this.#next(now)) out.push(one);
    if (this.#hasData() && this.recovery.roomBytes < LEAST_DATAGRAM) this.recovery.full(this.#nextNumber);
    return out;
  }

  nextWake(): Ns | null {
    if (this.#hasToSend()) return 0;
    const due = this.#recoveryDue();
    return due === null || this.#ackAt === null ? (due ?? this.#ackAt) : Math.min(due, this.#ackAt);
  }

  // --- inside

  #frame(frame: QuicFrame, now: Ns): void {
    switch (frame.kind) {
      case 'ack':
        return this.#again(this.recovery.acked(frame.ranges, frame.delayNs, now));
      case 'crypto':
        this.#cryptoHeardBytes += this.#cryptoHeard.receive(
          frame.offset,
          new Uint8Array(frame.length),
          false,
        ).length;
        return this.#shake();
      case 'stream': {
        const { id, offset, data, fin } = frame;
        const stream = this.#receiving.get(id) ?? new ReceiveStream(id);
        this.#receiving.set(id, stream);
        if (stream.ended) return;
        const bytes = stream.receive(offset, data, fin);
        if (bytes.length > 0 || stream.ended)
          this.#setup.notice({ what: 'data', stream: id, bytes, fin: stream.ended });
        return;
      }
      case 'handshake-done':
        this.#confirmed = true;
        return;
      case 'ping':
        return;
    }
  }

  /** RFC 9001 §4.1: ClientHello; ServerHello to Finished; the client's Finished; HANDSHAKE_DONE. */
  #shake(): void {
    const flights = FLIGHTS[this.#setup.handshake];
    const heard = this.#cryptoHeardBytes;
    if (this.#setup.role === 'client') {
      if (this.#established || heard < flights.server) return;
      this.#cryptoEnd = flights.clientHello + flights.clientFinished;
      this.#becomeReady();
      this.#establish();
      return;
    }
    if (heard >= flights.clientHello && this.#cryptoEnd === 0) {
      this.#cryptoEnd = flights.server;
      // RFC 9001 §5.7: with its Finished out a server may send, too
      this.#becomeReady();
    }
    if (heard >= flights.clientHello + flights.clientFinished && !this.#established) {
      this.#validated = true;
      this.#confirmed = true;
      this.#donePending = true;
      this.#establish();
    }
  }
  #becomeReady(): void {
    if (this.#ready) return;
    this.#ready = true;
    this.#setup.notice({ what: 'ready' });
  }
  #establish(): void {
    this.#established = true;
    this.#setup.notice({ what: 'established' });
  }

  /** RFC 9000 §13.2.1, §13.2.2: at once for every second one, and for one out of order; else within `max_ack_delay`. */
  #owe(number: number, now: Ns): void {
    this.#unacked += 1;
    const inOrder = this.#heard.length === 1 && number === this.#heard[0]![1];
    if (this.#unacked >= 2 || !inOrder || !this.#established) this.#ackAt = now;
    else this.#ackAt ??= now + MAX_ACK_DELAY;
  }
  /** False where it has come before. */
  #note(number: number): boolean {
    if (this.#heard.some(([from, to]) => from <= number && number <= to)) return false;
    this.#heard.push([number, number]);
    this.#heard.sort(([a], [b]) => b - a);
    const ranges: [number, number][] = [];
    for (const [from, to] of this.#heard) {
      const above = ranges.at(-1);
      if (above && above[0] === to + 1) above[0] = from;
      else ranges.push([from, to]);
    }
    // RFC 9000 §13.2.3: the oldest need not be told for ever
    this.#heard = ranges.slice(0, 32);
    return true;
  }

  #recoveryDue(): Ns | null {
    // RFC 9002 §6.2.2.1: a client must not let a server that may not send wait for it
    const mustProbe = this.#setup.role === 'client' && !this.#confirmed && this.#nextNumber > 0;
    return this.recovery.due(this.#established, mustProbe);
  }

  #again(lost: readonly Sent[]): void {
    for (const { frames } of lost)
      for (const frame of frames) {
        if (frame.kind === 'stream') {
          const stream = this.#sending.get(frame.id)!;
          stream.lost(frame.offset, frame.data.length, frame.fin);
          // What somebody waits for goes before what is new
          this.#turns = [stream, ...this.#turns.filter((one) => one !== stream)];
        } else if (frame.kind === 'crypto')
          this.#cryptoLost.push([frame.offset, frame.offset + frame.length]);
        else if (frame.kind === 'handshake-done') this.#donePending = true;
      }
  }

  get #cryptoWaits(): boolean {
    return this.#cryptoLost.length > 0 || this.#cryptoSent < this.#cryptoEnd;
  }
  get #allowedBytes(): number {
    return this.#validated ? Infinity : 3 * this.#gotBytes - this.#sentBytes;
  }
  #hasToSend(): boolean {
    if (this.#allowedBytes < LEAST_DATAGRAM / 4) return false;
    if (this.#probe > 0) return true;
    return this.#hasData() && this.recovery.roomBytes >= LEAST_DATAGRAM;
  }
  #hasData(): boolean {
    return this.#cryptoWaits || this.#donePending || (this.#ready && this.#turns.some((one) => one.waiting));
  }

  /** The next datagram, as far as the window lets it go. */
  #next(now: Ns): QuicDatagram | undefined {
    const sends = this.#hasToSend();
    const acks = this.#ackAt !== null && (this.#ackAt <= now || sends) && this.#heard.length > 0;
    if ((!sends && !acks) || this.#allowedBytes < 60) return undefined;
    const frames: QuicFrame[] = [];
    const most = Math.min(this.#most, this.#allowedBytes);
    const kind = this.#kind();
    let left = most - overheadOf(kind);
    if (acks) {
      frames.push({ kind: 'ack', ranges: [...this.#heard], delayNs: now - this.#largestAt });
      left -= 10 + 8 * this.#heard.length;
      this.#ackAt = null;
      this.#unacked = 0;
    }
    let again = false;
    let stream = -1;
    if (sends) {
      if (this.#probe > 0) {
        this.#probe -= 1;
        // RFC 9002 §6.2.4: a probe carries what is new, or else what is out the longest, or else nothing but a question
        if (!this.#hasData()) {
          const oldest = this.recovery.oldest();
          if (oldest) this.#again([oldest]);
          again = this.#hasData();
          if (!again) frames.push({ kind: 'ping' });
        }
      }
      if (this.#cryptoWaits) {
        const words = this.#crypto(left);
        again ||= words.again;
        frames.push(words.frame);
        left -= cryptoOverhead(words.frame.offset, words.frame.length) + words.frame.length;
      } else if (this.#donePending) {
        this.#donePending = false;
        frames.push({ kind: 'handshake-done' });
        left -= 1;
      }
      while (
        this.#ready &&
        left > 60 &&
        !frames.some((one) => one.kind === 'stream' && one.data.length > 400)
      ) {
        const sender = this.#turn();
        if (!sender) break;
        const taken = sender.take(left - streamOverhead(sender.id, 0x4000, 0x4000));
        again ||= taken.again;
        stream = sender.id;
        frames.push({ kind: 'stream', id: sender.id, ...taken });
        left -= streamOverhead(sender.id, taken.offset, taken.data.length) + taken.data.length;
      }
    }
    if (frames.length === 0) return undefined;
    const eliciting = frames.some((one) => one.kind !== 'ack');
    const padded = kind === 'initial' && eliciting ? Math.min(LEAST_DATAGRAM, most) : 0;
    const payload = encodePacket({ kind, number: this.#nextNumber, frames }, padded);
    this.recovery.sent(this.#nextNumber, payload.length, eliciting, frames, now);
    this.#nextNumber += 1;
    this.#sentBytes += payload.length;
    return { payload, reason: reasonOf(kind, frames, again), again, stream };
  }

  /** The next stream in turn that has something to send; it goes to the end of the row. */
  #turn(): SendStream | undefined {
    for (let left = this.#turns.length; left > 0; left -= 1) {
      const stream = this.#turns.shift()!;
      if (!stream.waiting) continue;
      this.#turns.push(stream);
      return stream;
    }
    return undefined;
  }
  #crypto(left: number): { frame: QuicFrame & { kind: 'crypto' }; again: boolean } {
    const gap = this.#cryptoLost[0];
    const offset = gap ? gap[0] : this.#cryptoSent;
    const to = Math.min(gap ? gap[1] : this.#cryptoEnd, offset + left - 9);
    if (!gap) this.#cryptoSent = to;
    else if (to >= gap[1]) this.#cryptoLost.shift();
    else gap[0] = to;
    return { frame: { kind: 'crypto', offset, length: to - offset }, again: gap !== undefined };
  }
  #kind(): PacketKind {
    const { clientHello } = FLIGHTS[this.#setup.handshake];
    if (this.#setup.role === 'client') {
      if (this.#cryptoSent < clientHello || (this.#cryptoLost[0]?.[0] ?? clientHello) < clientHello)
        return 'initial';
      if (!this.#established) return this.#ready ? 'zero-rtt' : 'initial';
      return this.#cryptoWaits ? 'handshake' : 'one-rtt';
    }
    if (this.#cryptoWaits) return this.#cryptoSent === 0 ? 'initial' : 'handshake';
    return this.#established || this.#ready ? 'one-rtt' : 'initial';
  }
}

function reasonOf(kind: PacketKind, frames: readonly QuicFrame[], again: boolean): string {
  if (again) return 'quic.send-again';
  if (frames.some((one) => one.kind === 'crypto')) return 'quic.handshake';
  if (frames.some((one) => one.kind === 'stream'))
    return kind === 'zero-rtt' ? 'quic.zero-rtt' : 'quic.stream';
  if (frames.some((one) => one.kind === 'handshake-done')) return 'quic.done';
  return frames.some((one) => one.kind === 'ping') ? 'quic.probe' : 'quic.ack';
}
