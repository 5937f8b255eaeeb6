import type { SackBlock } from '../wire/tcp-options.ts';
import { MARK, type Scoreboard } from './scoreboard.ts';
import { after, before, distance, type Seq } from './seq.ts';

/** DupThresh of RFC 6675 §2. */
const DUP_THRESH = 3;

/**
 * RFC 6675 §4 Update(): marks what the blocks cover, newest knowledge or not. Blocks below SND.UNA (RFC 2883's report of a duplicate) and beyond
 * SND.NXT say nothing that could be used. `found` is called for each segment that is covered for the first time.
 */
export function update(
  board: Scoreboard,
  blocks: readonly SackBlock[],
  una: Seq,
  nxt: Seq,
  found: (at: number) => void,
): void {
  for (const { left, right } of blocks) {
    if (before(left, una) || after(right, nxt) || !before(left, right)) continue;
    for (let at = board.placeOf(left); at < board.size && distance(right, board.end(at)) >= 0; at += 1) {
      // A segment that is covered in part may still be needed: RFC 2018 §5 takes whole ones
      if (board.has(at, MARK.sacked) || before(board.seq(at), left)) continue;
      board.mark(at, MARK.sacked);
      found(at);
    }
  }
}

/** RFC 6675 §4 IsLost(): three discontiguous SACKed sequences, or more than two segments' worth of SACKed octets, lie above it. */
export function isLost(board: Scoreboard, at: number, smss: number): boolean {
  const lowest = lowestUndecided(board, smss);
  return at < lowest && !board.has(at, MARK.sacked);
}

/** Marks every segment for which IsLost() holds: where it does, it does for all below that are not SACKed. */
export function markLost(board: Scoreboard, smss: number): void {
  for (let at = lowestUndecided(board, smss) - 1; at >= 0; at -= 1) {
    if (board.has(at, MARK.sacked)) continue;
    if (board.has(at, MARK.lost)) return;
    board.mark(at, MARK.lost);
  }
}

/** Place above which too little is SACKed to call anything lost. */
function lowestUndecided(board: Scoreboard, smss: number): number {
  if (board.sackedBytes === 0) return 0;
  let runs = 0;
  let bytes = 0;
  let within = false;
  for (let at = board.size - 1; at >= 0; at -= 1) {
    const sacked = board.has(at, MARK.sacked);
    if (sacked) bytes += board.length(at);
    if (sacked && !within) runs += 1;
    within = sacked;
    if (!sacked && (runs >= DUP_THRESH || bytes > (DUP_THRESH - 1) * smss)) return at + 1;
  }
  return 0;
}
