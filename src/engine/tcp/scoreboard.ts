import type { Ns } from '../kernel/time.ts';
import { add, distance, type Seq } from './seq.ts';

/** What is known of a segment that was sent, or-ed together. */
export const MARK = {
  /** Reported by the receiver in a SACK block (RFC 2018). */
  sacked: 1,
  /** Taken for lost (RFC 6675 §4 IsLost, a third duplicate, a timeout). */
  lost: 2,
  /** Sent again in the recovery that is going on: at or below HighRxt of RFC 6675 §2. */
  resent: 4,
  /** Sent more than once, ever: its acknowledgment tells no round trip (Karn, RFC 6298 §3). */
  ambiguous: 8,
  /** Sent while the program had given less than the window takes. */
  appLimited: 16,
  /** Carries a SYN or a FIN, which counts as its first or last sequence number. */
  syn: 32,
  fin: 64,
  /** Acknowledged, cumulatively or by a block, at some time: what is told again after a timeout is not delivered again. */
  delivered: 128,
} as const;

/** Fields of a row. */
const SEQ = 0;
const LENGTH = 1;
const SENT_AT = 2;
const MARKS = 3;
const DELIVERED = 4;
const DELIVERED_AT = 5;
const FIRST_SENT_AT = 6;
const FIELDS = 8;
/** Most connections of a busy host have one segment out, if any: so little lies inside the object that holds it. */
const FEWEST = 1;

/**
 * Every segment that was sent and is not yet acknowledged cumulatively, oldest first, in sequence without gaps: the scoreboard of
 * RFC 6675 §3. A ring of rows in one typed array, so that sending and acknowledging allocate nothing. Rows are named by their place, 0 for the oldest.
 */
export class Scoreboard {
  #rows = new Float64Array(FEWEST * FIELDS);
  /** Rows that there are, a power of two, less one. */
  #mask = FEWEST - 1;
  #head = 0;
  #size = 0;
  #sackedBytes = 0;
  #inFlightBytes = 0;
  #waiting = 0;

  get size(): number {
    return this.#size;
  }
  get sackedBytes(): number {
    return this.#sackedBytes;
  }
  /** `pipe` of RFC 6675 §4: what is thought to be in the network. Without SACK and losses it is FlightSize. Sequence numbers. */
  get inFlightBytes(): number {
    return this.#inFlightBytes;
  }
  /** How many are taken for lost and have not been sent again. */
  get waiting(): number {
    return this.#waiting;
  }

  seq(at: number): Seq {
    return this.#rows[this.#row(at) + SEQ]!;
  }
  length(at: number): number {
    return this.#rows[this.#row(at) + LENGTH]!;
  }
  end(at: number): Seq {
    const row = this.#row(at);
    return add(this.#rows[row + SEQ]!, this.#rows[row + LENGTH]!);
  }
  /** When it was sent last. */
  sentAt(at: number): Ns {
    return this.#rows[this.#row(at) + SENT_AT]!;
  }
  marks(at: number): number {
    return this.#rows[this.#row(at) + MARKS]!;
  }
  has(at: number, mark: number): boolean {
    return (this.#rows[this.#row(at) + MARKS]! & mark) !== 0;
  }
  /** The connection's delivery when this segment was sent last: `DeliveryRate`. */
  delivered(at: number): number {
    return this.#rows[this.#row(at) + DELIVERED]!;
  }
  deliveredAt(at: number): Ns {
    return this.#rows[this.#row(at) + DELIVERED_AT]!;
  }
  firstSentAt(at: number): Ns {
    return this.#rows[this.#row(at) + FIRST_SENT_AT]!;
  }

  /** A new segment has been sent, behind all others. Gives its place. */
  push(seq: Seq, length: number, marks: number): number {
    if (this.#size > this.#mask) this.#grow();
    const at = this.#size++;
    const row = this.#row(at);
    this.#rows[row + SEQ] = seq;
    this.#rows[row + LENGTH] = length;
    this.#rows[row + MARKS] = marks;
    this.#count(marks, length, 1);
    return at;
  }

  /** It leaves now, for the first time or again. */
  stamp(at: number, now: Ns, delivered: number, deliveredAt: Ns, firstSentAt: Ns): void {
    const row = this.#row(at);
    this.#rows[row + SENT_AT] = now;
    this.#rows[row + DELIVERED] = delivered;
    this.#rows[row + DELIVERED_AT] = deliveredAt;
    this.#rows[row + FIRST_SENT_AT] = firstSentAt;
  }

  mark(at: number, mark: number): void {
    this.#change(at, this.marks(at) | mark);
  }
  unmark(at: number, mark: number): void {
    this.#change(at, this.marks(at) & ~mark);
  }

  /** The oldest is acknowledged. */
  shift(): void {
    this.#count(this.marks(0), this.length(0), -1);
    this.#head = (this.#head + 1) & this.#mask;
    this.#size -= 1;
  }

  /** The first `length` of segment `at` become a segment of their own, the rest another: both as they were, but for a SYN or FIN. */
  split(at: number, length: number): void {
    const whole = this.length(at);
    const marks = this.marks(at);
    if (length <= 0 || length >= whole) throw new RangeError(`${length} of a segment of ${whole}`);
    if (this.#size > this.#mask) this.#grow();
    this.#size += 1;
    for (let to = this.#size - 1; to > at; to -= 1) {
      const from = this.#row(to - 1);
      this.#rows.copyWithin(this.#row(to), from, from + FIELDS);
    }
    this.#count(marks, whole, -1);
    const first = this.#row(at);
    this.#rows[first + LENGTH] = length;
    this.#rows[first + MARKS] = marks & ~MARK.fin;
    const second = this.#row(at + 1);
    this.#rows[second + SEQ] = add(this.#rows[first + SEQ]!, length);
    this.#rows[second + LENGTH] = whole - length;
    this.#rows[second + MARKS] = marks & ~MARK.syn;
    this.#count(marks & ~MARK.fin, length, 1);
    this.#count(marks & ~MARK.syn, whole - length, 1);
  }

  /** Place of the segment that holds `seq`; the number of segments where all lie before it. */
  placeOf(seq: Seq): number {
    let low = 0;
    let high = this.#size;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (distance(this.end(middle), seq) > 0) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  /** The oldest that is taken for lost and has not been sent again; -1 where there is none. */
  firstWaiting(): number {
    if (this.#waiting === 0) return -1;
    for (let at = 0; at < this.#size; at += 1) if (waits(this.marks(at))) return at;
    return -1;
  }

  /** The oldest that was not SACKed; the oldest of all where each was. */
  firstNotSacked(): number {
    for (let at = 0; at < this.#size; at += 1) if (!(this.marks(at) & MARK.sacked)) return at;
    return 0;
  }

  /** All but what was SACKed is taken for lost, whether it was sent again or not. */
  loseAll(): void {
    for (let at = 0; at < this.#size; at += 1) {
      const marks = this.marks(at);
      if (!(marks & MARK.sacked)) this.#change(at, (marks | MARK.lost) & ~MARK.resent);
    }
  }

  /** RFC 2018 §8: after a timeout what the receiver said is forgotten: it may have thrown that data away. */
  forgetSacks(): void {
    if (this.#sackedBytes === 0) return;
    for (let at = 0; at < this.#size; at += 1) this.unmark(at, MARK.sacked);
  }

  /** A recovery is over: nothing counts as lost or sent again any more. */
  settle(): void {
    for (let at = 0; at < this.#size; at += 1) {
      const marks = this.marks(at);
      if (marks & (MARK.lost | MARK.resent)) this.#change(at, marks & ~(MARK.lost | MARK.resent));
    }
  }

  #row(at: number): number {
    return ((this.#head + at) & this.#mask) * FIELDS;
  }

  #change(at: number, marks: number): void {
    const row = this.#row(at);
    const length = this.#rows[row + LENGTH]!;
    this.#count(this.#rows[row + MARKS]!, length, -1);
    this.#rows[row + MARKS] = marks;
    this.#count(marks, length, 1);
  }

  #count(marks: number, length: number, sign: 1 | -1): void {
    if (marks & MARK.sacked) this.#sackedBytes += sign * length;
    // RFC 6675 §4 SetPipe: (a) once where it is not lost, (b) once where it was sent again
    else this.#inFlightBytes += sign * length * ((marks & MARK.lost ? 0 : 1) + (marks & MARK.resent ? 1 : 0));
    if (waits(marks)) this.#waiting += sign;
  }

  #grow(): void {
    const rows = new Float64Array(this.#rows.length * 2);
    for (let at = 0; at < this.#size; at += 1) {
      const row = this.#row(at);
      rows.set(this.#rows.subarray(row, row + FIELDS), at * FIELDS);
    }
    this.#rows = rows;
    this.#mask = 2 * this.#mask + 1;
    this.#head = 0;
  }
}

const waits = (marks: number): boolean => (marks & (MARK.lost | MARK.resent | MARK.sacked)) === MARK.lost;
