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
  // When the first and the last were sent of what it covers; none counts where one was sent twice (Karn, RFC 6298 §3), which may have held it up
  let first: Ns | null = null;
  let last: Ns | null = null;
  let ambiguous = false;
  rate?.begin();
  if (advances) {
    c.sndUna = segment.ack;
    while (board.size > 0 && before(board.seq(0), segment.ack)) {
      if (after(board.end(0), segment.ack)) board.split(0, distance(segment.ack, board.seq(0)));
      const marks = board.marks(0);
      if (!(marks & MARK.sacked)) {
        rate?.delivered(board, 0, board.length(0), now);
        if (marks & MARK.ambiguous) ambiguous = true;
        last = board.sentAt(0);
        first ??= last;
      }
      board.shift();
    }
  }
  const sack = c.sackOn && board.size > 0 ? findOption(segment.options, 'sack') : undefined;
  const sacked = sack && takeSacked(c, sack.blocks, now);
  // For the timeout: how long the acknowledgment of the first one took, the receiver's delay included
  const oldest = (ambiguous ? null : first) ?? sacked?.first ?? null;
  const rttNs = oldest !== null ? now - oldest : ambiguous ? echoed(c, segment, now) : null;
  if (rttNs !== null) c.rto.sample(rttNs, flightSegments);
  // For the control: how long the path took
  const newest = (ambiguous ? null : last) ?? sacked?.last ?? null;
  const newestRttNs = newest === null ? null : now - newest;
  if (newestRttNs !== null) c.minRttNs = Math.min(c.minRttNs, newestRttNs);
  return { was, priorInFlightBytes, bySack: sacked?.found ?? false, rttNs: newestRttNs };
}

/** What the blocks of an acknowledgment told: anything new, and when the first and the last of it were sent that were sent once. */
interface Sacked {
  found: boolean;
  first: Ns | null;
  last: Ns | null;
}

function takeSacked(c: Connection, blocks: readonly SackBlock[], now: Ns): Sacked {
  const { board, rate } = c;
  const told: Sacked = { found: false, first: null, last: null };
  update(board, blocks, c.sndUna, c.sndNxt, (at) => {
    told.found = true;
    rate?.delivered(board, at, board.length(at), now);
    if (board.marks(at) & MARK.ambiguous) return;
    told.last = board.sentAt(at);
    told.first ??= told.last;
  });
  return told;
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
