import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mixed, rearranged } from '#quiz/core/arrange.ts';
import { drawFrom } from '#quiz/core/draw.ts';
import { paired } from '#quiz/core/kinds/match.ts';
import { grade, keyOf, KINDS, refuse, type Posed } from '#quiz/core/kinds.ts';
import { goal, match, number, order, say, several, short, single } from './build.ts';

const questions: readonly Posed[] = [single, several, order, match, number, short, say, goal];

describe('every kind', () => {
  it('has a question in these tests', () => {
    expect(questions.map(({ kind }) => kind).sort()).toEqual(Object.keys(KINDS).sort());
  });
  it.each(questions)('$kind: its key scores 1 and is not refused', (question) => {
    const key = keyOf(question);
    expect(refuse(question, key)).toBeUndefined();
    expect(grade(question, key)).toMatchObject({ score: 1, verdict: 'right' });
  });
  it.each(questions)('$kind: never throws and scores within 0 and 1, whatever is answered', (question) => {
    const ids = ['a', 'b', 'c', 'd', 'syn', 'syn-ack', 'ack', 'data', 'tcp=segment', '1460', 'handshake'];
    const answer = fc.oneof(fc.anything(), fc.array(fc.constantFrom(...ids)), fc.string({ unit: 'binary' }));
    fc.assert(
      fc.property(answer, (given) => {
        const { score, verdict } = grade(question, given);
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(1);
        expect(verdict).toBe(score === 1 ? 'right' : score > 0 ? 'partly' : 'wrong');
        if (refuse(question, given) !== undefined) expect(score).toBe(0);
      }),
    );
  });
});

describe('several', () => {
  it.each([
    [['a', 'b'], 1],
    [['b', 'a'], 1],
    [['a', 'a', 'b'], 1],
    [['a'], 0.5],
    [['a', 'c'], 0],
    [['a', 'b', 'c'], 0.5],
    [['a', 'b', 'c', 'd'], 0],
    [['c', 'd'], 0],
    [[], 0],
  ])('%j scores %d', (answer, score) => expect(grade(several, answer).score).toBe(score));
  it('says of every option whether it was chosen and whether it belongs', () => {
    const parts = grade(several, ['a', 'c']).parts.map(({ id, chosen, key, why }) => [id, chosen, key, why]);
    expect(parts).toEqual([
      ['a', true, true, 'because a'],
      ['b', false, true, 'because b'],
      ['c', true, false, 'because c'],
      ['d', false, false, 'because d'],
    ]);
  });
});

describe('single', () => {
  it('gives the reason of every option, right or wrong, and the run that shows it', () => {
    expect(grade(single, 'a').parts.map((part) => part.why)).toEqual(['because a', 'because b', 'because c']);
    expect(grade(single, 'a').parts[1]).toMatchObject({ key: true, chosen: false, scenario: 'lost-syn' });
  });
  it.each([undefined, '', 'z', ['b']])('refuses %j', (answer) =>
    expect(refuse(single, answer)).toBe('empty'),
  );
});

describe('order', () => {
  it.each([
    ['as it is', ['syn', 'syn-ack', 'ack', 'data'], 1],
    ['two neighbours swapped', ['syn-ack', 'syn', 'ack', 'data'], 2 / 3],
    ['two pairs wrong', ['syn', 'ack', 'data', 'syn-ack'], 1 / 3],
    ['half of the pairs wrong: chance', ['data', 'syn', 'syn-ack', 'ack'], 0],
    ['reversed', ['data', 'ack', 'syn-ack', 'syn'], 0],
    ['one missing', ['syn', 'syn-ack', 'ack'], 0],
    ['one unknown', ['syn', 'syn-ack', 'ack', 'rst'], 0],
  ])('%s', (_, answer, score) => expect(grade(order, answer).score).toBeCloseTo(score, 10));
  it('marks each step that stands where it belongs', () => {
    const { parts } = grade(order, ['syn', 'ack', 'syn-ack', 'data']);
    expect(parts.map((part) => part.key)).toEqual([true, false, false, true]);
  });
  it('is never shown solved, and shows every step once', () => {
    const steps = order.steps.map(({ id }) => id);
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const shown = mixed(steps, drawFrom(seed));
        expect(shown).not.toEqual(steps);
        expect([...shown].sort()).toEqual([...steps].sort());
      }),
    );
  });
});

describe('match', () => {
  it.each([
    [['tcp=segment', 'udp=datagram', 'ethernet=frame'], 1],
    [['ethernet=frame', 'tcp=segment', 'udp=datagram'], 1],
    [['tcp=segment', 'udp=datagram', 'ethernet=bit'], (2 / 3 - 1 / 4) / (3 / 4)],
    [['tcp=frame', 'udp=datagram', 'ethernet=bit'], (1 / 3 - 1 / 4) / (3 / 4)],
    [['tcp=frame', 'udp=segment', 'ethernet=bit'], 0],
    [['tcp=segment', 'udp=datagram'], 0],
  ])('%j scores %d', (answer, score) => expect(grade(match, answer).score).toBeCloseTo(score, 10));
  it.each([
    [[], 'empty'],
    ['tcp=segment', 'empty'],
    [['tcp=segment', 'udp=datagram'], 'incomplete'],
    [['tcp=segment', 'udp=datagram', 'ethernet=packet'], 'incomplete'],
  ])('refuses %j as %s', (answer, refusal) => expect(refuse(match, answer)).toBe(refusal));
  it('says of every thing what belongs to it and why, and whether it stood there', () => {
    const { parts } = grade(match, ['tcp=segment', 'udp=frame', 'ethernet=frame']);
    expect(parts.map(({ id, key, partner, why }) => [id, key, partner, why])).toEqual([
      ['tcp', true, 'segment', 'because tcp'],
      ['udp', false, 'datagram', 'because udp'],
      ['ethernet', true, 'frame', 'because ethernet'],
    ]);
  });
  it('another partner for a thing takes the place of the one before', () => {
    expect(paired(['tcp=frame', 'udp=frame'], 'tcp', 'segment')).toEqual(['udp=frame', 'tcp=segment']);
    expect(paired(['tcp=frame'], 'tcp', '')).toEqual([]);
  });
});

describe('say', () => {
  it.each([
    [['numbers', 'three', 'states', 'options'], 1, 'right'],
    [['three', 'numbers'], 0.5, 'partly'],
    [['three', 'three'], 0.25, 'partly'],
    [['three', 'nonsense'], 0.25, 'partly'],
    [[], 0, 'wrong'],
  ])('whoever made the points %j gives himself %d', (answer, score, verdict) => {
    expect(refuse(say, answer)).toBeUndefined();
    expect(grade(say, answer)).toMatchObject({ score, verdict, why: 'well said' });
  });
  it('is not graded before the points were opened', () => expect(refuse(say, '')).toBe('unsaid'));
});

it('options in another order have the same key and the same grade', () => {
  fc.assert(
    fc.property(fc.integer(), fc.constantFrom('a', 'b', 'c'), (seed, answer) => {
      const other = rearranged(single, drawFrom(seed));
      expect(grade(other, answer).score).toBe(grade(single, answer).score);
      expect(other.options.map(({ id }) => id).sort()).toEqual(['a', 'b', 'c']);
    }),
  );
});
