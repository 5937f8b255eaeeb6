import { MILLISECOND, type Ns } from '../kernel/time.ts';
import { findOption, type SackBlock } from '../wire/tcp-options.ts';
import type { Connection } from './connection.ts';
import { update } from './sack.ts';
import { MARK } from './scoreboard.ts';
import type { Segment } from './segment.ts';
import { add, after, before, distance, type Seq } from './seq.ts';

/** What an acknowledgment told of the segments that are out. */
export interface Delivered {
  /** SND.UNA before it. */
  readonly was: Seq;
  readonly priorInFlightBytes: number;
  /** It brought SACK blocks that told something new. */
  readonly bySack: boolean;
  /** Round trip of the newest segment that it acknowledged, where that was sent once. */
  readonly rttNs: Ns | null;
}

/** Takes what `segment` acknowledges, cumulatively and selectively, from the scoreboard, and the round trips that it tells. */
export function takeDelivered(c: Connection, segment: Segment, advances: boolean, now: Ns): Delivered {
  const { board, rate } = c;
  const was = c.sndUna;
  const priorInFlightBytes = board.inFlightBytes;
  const flightSegments = Math.ceil(distance(c.sndNxt, was) / (2 * c.smss));
  const trips = new Trips(now);
  rate.begin();
  if (advances) {
    c.sndUna = segment.ack;
    while (board.size > 0 && before(board.seq(0), segment.ack)) {
      if (after(board.end(0), segment.ack)) board.split(0, distance(segment.ack, board.seq(0)));
      const marks = board.marks(0);
      if (!(marks & MARK.sacked)) {
        rate.delivered(board, 0, board.length(0), now);
        trips.cumulative(marks, board.sentAt(0));
      }
      board.shift();
    }
  }
  const sack = c.sackOn && board.size > 0 ? findOption(segment.options, 'sack') : undefined;
  const bySack = sack !== undefined && takeSacked(c, sack.blocks, trips, now);
  const rttNs = trips.oldest ?? (trips.ambiguous ? echoed(c, segment, now) : null);
  if (rttNs !== null) c.rto.sample(rttNs, flightSegments);
  if (trips.newest !== null) c.minRttNs = Math.min(c.minRttNs, trips.newest);
  return { was, priorInFlightBytes, bySack, rttNs: trips.newest };
}

/** The selective part. Gives whether it told something new. */
function takeSacked(c: Connection, blocks: readonly SackBlock[], trips: Trips, now: Ns): boolean {
  const { board, rate } = c;
  let found = false;
  update(board, blocks, c.sndUna, c.sndNxt, (at) => {
    found = true;
    rate.delivered(board, at, board.length(at), now);
    trips.selective(board.marks(at), board.sentAt(at));
  });
  return found;
}

/** Round trips of the segments that one acknowledgment covers: none of them where one was sent twice (Karn, RFC 6298 §3). */
class Trips {
  readonly #now: Ns;
  #first: Ns | null = null;
  #last: Ns | null = null;
  #firstSacked: Ns | null = null;
  #lastSacked: Ns | null = null;
  /** What was sent twice held the acknowledgment up: it tells nothing of the others either. */
  ambiguous = false;

  constructor(now: Ns) {
    this.#now = now;
  }
  cumulative(marks: number, sentAt: Ns): void {
    if (marks & MARK.ambiguous) this.ambiguous = true;
    this.#first ??= sentAt;
    this.#last = sentAt;
  }
  selective(marks: number, sentAt: Ns): void {
    if (marks & MARK.ambiguous) return;
    this.#firstSacked ??= sentAt;
    this.#lastSacked = sentAt;
  }
  /** For the timeout: how long the acknowledgment of the first one took, the receiver's delay included. */
  get oldest(): Ns | null {
    const at = (this.ambiguous ? null : this.#first) ?? this.#firstSacked;
    return at === null ? null : this.#now - at;
  }
  /** For the control: how long the path took. */
  get newest(): Ns | null {
    const at = (this.ambiguous ? null : this.#last) ?? this.#lastSacked;
    return at === null ? null : this.#now - at;
  }
}

/** RFC 7323 §4.1: the echoed timestamp says which of two sendings was acknowledged; only where SND.UNA moves (RTTM rule). */
function echoed(c: Connection, segment: Segment, now: Ns): Ns | null {
  const timestamps = c.timestampsOn ? segment.timestamps : undefined;
  if (!timestamps) return null;
  const ticks = distance(timestampAt(c, now), timestamps.echo);
  // An echo of what was never sent
  if (ticks < 0 || ticks > Math.floor(now / MILLISECOND)) return null;
  return Math.max(1, ticks) * MILLISECOND;
}

/** RFC 7323 §5.4: a clock of one tick a millisecond, from a start of its own. */
export const timestampAt = (c: Connection, now: Ns): number => add(c.iss, Math.floor(now / MILLISECOND));
