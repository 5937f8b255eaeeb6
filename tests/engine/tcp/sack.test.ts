import { describe, expect, it } from 'vitest';
import { isLost, markLost, update } from '#engine/tcp/sack.ts';
import { MARK, Scoreboard } from '#engine/tcp/scoreboard.ts';

const SMSS = 100;
/** Below the wrap, so that every case crosses it. */
const START = 0xffff_ff80;
const seq = (segment: number) => (START + segment * SMSS) >>> 0;

/** Segments of a full size, one a letter: s SACKed, r sent again, anything else sent once. */
function board(picture: string): Scoreboard {
  const made = new Scoreboard();
  [...picture].forEach((letter, at) => {
    made.push(seq(at), SMSS, letter === 's' ? MARK.sacked : letter === 'r' ? MARK.resent : 0);
  });
  return made;
}
const picture = (of: Scoreboard, mark: number, letter: string) =>
  Array.from({ length: of.size }, (_, at) => (of.has(at, mark) ? letter : '.')).join('');

describe('IsLost (RFC 6675 §4)', () => {
  it.each([
    ['nothing is SACKed', '......', '......'],
    ['two segments above are no proof', '.ss...', '......'],
    ['more than two segments above are', '.sss..', 'L.....'],
    ['three sequences above are, however short', '.s.s.s.', 'L......'],
    ['two sequences of two segments each: octets count', '.ss.ss.', 'L......'],
    ['a hole is judged by what is above it', '..s.ss..', 'LL......'],
    ['what is SACKed itself is not lost', 's..sss', '.LL...'],
    ['all below a lost one', '....s.s.s', 'LLLL.....'],
  ])('%s', (_, sent, lost) => {
    const made = board(sent);
    expect(Array.from(sent, (_, at) => (isLost(made, at, SMSS) ? 'L' : '.')).join('')).toBe(lost);
    markLost(made, SMSS);
    expect(picture(made, MARK.lost, 'L')).toBe(lost);
  });
  it('counts octets, not segments: three small ones are not more than two full ones', () => {
    const made = new Scoreboard();
    made.push(0, SMSS, 0);
    for (let at = 0; at < 3; at += 1) made.push(SMSS + at * 50, 50, MARK.sacked);
    expect(isLost(made, 0, SMSS)).toBe(false);
  });
});

describe('SetPipe (RFC 6675 §4)', () => {
  it.each([
    ['all that was sent', '.....', 5],
    ['less what is SACKed', '..ss.', 3],
    ['less what is lost', '..sss', 0],
    ['what was lost and sent again counts once', 'r.sss', 1],
    ['what was sent again and is not lost counts twice: both may arrive', 'r...s', 5],
  ])('%s', (_, sent, segments) => {
    const made = board(sent);
    markLost(made, SMSS);
    expect(made.inFlightBytes).toBe(segments * SMSS);
  });
});

describe('Update (RFC 6675 §4)', () => {
  const end = seq(8);
  it.each([
    ['whole segments', [[2, 4]], '..ss....'],
    [
      'several blocks',
      [
        [6, 7],
        [2, 3],
      ],
      '..s...s.',
    ],
    ['a block that covers a segment in part covers only the whole ones', [[1.5, 3.5]], '..s.....'],
    ['a block below SND.UNA reports a duplicate (RFC 2883): nothing', [[-2, -1]], '........'],
    ['a block that begins below SND.UNA cannot be trusted', [[-1, 3]], '........'],
    ['a block beyond SND.NXT was never sent', [[7, 9]], '........'],
    ['an empty block', [[3, 3]], '........'],
    ['a block turned round', [[4, 2]], '........'],
  ])('%s', (_, blocks, sacked) => {
    const made = board('........');
    const found: number[] = [];
    const wire = blocks.map(([left, right]) => ({ left: seq(left!), right: seq(right!) }));
    update(made, wire, START, end, (at) => found.push(at));
    expect(picture(made, MARK.sacked, 's')).toBe(sacked);
    expect(found).toHaveLength([...sacked].filter((one) => one === 's').length);
    update(made, wire, START, end, (at) => found.push(at));
    expect(found, 'the same blocks again tell nothing').toHaveLength(made.sackedBytes / SMSS);
  });
});

describe('the scoreboard', () => {
  it('finds the place of a sequence number across the wrap', () => {
    const made = board('........');
    expect([0, 1.5, 7, 8].map((at) => made.placeOf(seq(at)))).toEqual([0, 1, 7, 8]);
  });
  it('splits a segment, and with it what it counted for', () => {
    const made = board('..');
    made.push(seq(2), SMSS + 1, MARK.fin | MARK.lost);
    expect([made.inFlightBytes, made.waiting]).toEqual([2 * SMSS, 1]);
    made.split(2, 40);
    expect([made.size, made.length(2), made.length(3), made.seq(3)]).toEqual([4, 40, 61, seq(2) + 40]);
    expect([made.has(2, MARK.fin), made.has(3, MARK.fin), made.waiting]).toEqual([false, true, 2]);
  });
  it('keeps its order and its sums while it turns and grows', () => {
    const made = new Scoreboard();
    let [first, next] = [0, 0];
    for (let step = 0; step < 500; step += 1) {
      for (let count = 0; count < (step % 7) + 1; count += 1) made.push((next += 10) - 10, 10, 0);
      for (let count = 0; count < step % 6 && made.size > 0; count += 1) {
        made.shift();
        first += 10;
      }
      expect(made.inFlightBytes).toBe(next - first);
      if (made.size > 0) expect([made.seq(0), made.end(made.size - 1)]).toEqual([first, next]);
    }
  });
  it('forgets what was SACKed, and counts all as lost, after a timeout (RFC 2018 §8)', () => {
    const made = board('.ss.r');
    made.forgetSacks();
    made.loseAll();
    expect([made.inFlightBytes, made.waiting, made.sackedBytes]).toEqual([0, 5, 0]);
  });
});
