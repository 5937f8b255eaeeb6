import type { SackBlock } from '../wire/tcp-options.ts';
import { add, after, before, distance, type Seq } from './seq.ts';

interface Piece {
  seq: Seq;
  bytes: Uint8Array;
  /** Which arrival brought it, or some of it again. */
  turn: number;
}

const NOTHING: readonly SackBlock[] = [];

/**
 * Data that arrived ahead of a gap, in pieces that neither overlap nor touch out of order (RFC 9293 §3.10.7.4 seventh:
 * segments are processed in sequence). Bounded by the window, as the caller trims to it.
 */
export class Reassembly {
  #pieces: Piece[] = [];
  #turn = 0;

  #bytes = 0;

  get bytes(): number {
    return this.#bytes;
  }

  /** Keeps what is new of the bytes; what is held already stays as it came first. */
  insert(start: Seq, data: Uint8Array): void {
    const turn = (this.#turn += 1);
    const last = this.#pieces.at(-1);
    // Mostly beyond all that came before
    if (!last || !before(start, add(last.seq, last.bytes.length))) {
      this.#pieces.push({ seq: start, bytes: data, turn });
      this.#bytes += data.length;
      return;
    }
    let seq = start;
    let bytes = data;
    const kept: Piece[] = [];
    for (const piece of this.#pieces) {
      const end = add(piece.seq, piece.bytes.length);
      if (bytes.length > 0 && before(seq, piece.seq)) {
        const fresh = Math.min(bytes.length, distance(piece.seq, seq));
        kept.push({ seq, bytes: bytes.subarray(0, fresh), turn });
        this.#bytes += fresh;
        bytes = bytes.subarray(fresh);
        seq = add(seq, fresh);
      }
      if (bytes.length > 0 && before(seq, end)) {
        const held = Math.min(bytes.length, distance(end, seq));
        bytes = bytes.subarray(held);
        piece.turn = turn;
        seq = add(seq, held);
      }
      kept.push(piece);
    }
    if (bytes.length > 0) kept.push({ seq, bytes, turn });
    this.#bytes += bytes.length;
    this.#pieces = kept;
  }

  /** Takes out the piece that holds `seq`, from there on; undefined where there is a gap at `seq`. */
  take(seq: Seq): Uint8Array | undefined {
    if (this.#bytes === 0) return undefined;
    for (;;) {
      const first = this.#pieces[0];
      if (!first || after(first.seq, seq)) return undefined;
      this.#pieces.shift();
      this.#bytes -= first.bytes.length;
      const skip = distance(seq, first.seq);
      if (skip < first.bytes.length) return first.bytes.subarray(skip);
    }
  }

  /** Blocks to report, at most `most`: the one with the latest arrival first, then those that were first before it (RFC 2018 §4). */
  blocks(most: number): readonly SackBlock[] {
    if (this.#pieces.length === 0) return NOTHING;
    const joined: { left: Seq; right: Seq; turn: number }[] = [];
    for (const { seq, bytes, turn } of this.#pieces) {
      const last = joined.at(-1);
      const right = add(seq, bytes.length);
      if (last?.right !== seq) joined.push({ left: seq, right, turn });
      else {
        last.right = right;
        last.turn = Math.max(last.turn, turn);
      }
    }
    if (joined.length > 1) joined.sort((a, b) => b.turn - a.turn);
    if (joined.length > most) joined.length = most;
    return joined.map(({ left, right }) => ({ left, right }));
  }
}
