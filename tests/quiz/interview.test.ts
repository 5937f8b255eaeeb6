import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  DEPTHS,
  LEVELS,
  asksOf,
  lastInterview,
  nextAsk,
  pointsOf,
  toReview,
  turnsOf,
  unfinishedInterview,
  type Ask,
  type Graph,
  type Page,
} from '#quiz/core/interview.ts';
import type { LogEvent, Points, Session, Turn } from '#quiz/core/log.ts';
import { entrySchema, TOPICS } from '#schemas/entry.ts';
import { readContent } from '#schemas/read.ts';

const POINTS: Readonly<Record<'weak' | 'fair' | 'good', Points>> = {
  weak: { correct: 1, complete: 0, example: 0, terms: 1 },
  fair: { correct: 2, complete: 1, example: 0, terms: 1 },
  good: { correct: 2, complete: 2, example: 0, terms: 1 },
};
type Quality = keyof typeof POINTS;

const session = (more: Partial<Session> = {}): Session => ({
  type: 'session',
  id: 's',
  at: 0,
  items: [],
  mode: 'interview',
  turns: 10,
  level: 'senior',
  ...more,
});
const turn = (ask: string, n: number, quality: Quality): Turn => ({
  type: 'turn',
  id: `t${n}`,
  at: n,
  session: 's',
  ask,
  points: POINTS[quality],
  answer: '',
  ms: 1,
});

/** Answers each question as told (the last of it for all that follow), until the interview is over. */
function walk(graph: Graph, of: Session, qualities: readonly Quality[]): { asks: Ask[]; turns: Turn[] } {
  const asks: Ask[] = [];
  const turns: Turn[] = [];
  for (let n = 0; n < 1000; n += 1) {
    const ask = nextAsk(graph, of, turns);
    if (!ask) return { asks, turns };
    asks.push(ask);
    turns.push(turn(ask.ask, n, qualities[Math.min(n, qualities.length - 1)]!));
  }
  throw new Error('it never ends');
}

/** a <- b <- c in one topic, d in another; c is asked of seniors only. b's last follow-up is answered by d. */
const page = (slug: string, more: Partial<Page>): Page => ({
  slug,
  topic: 'tcp-udp',
  order: 1,
  level: 'junior',
  asked: 1,
  related: [],
  followUps: [],
  ...more,
});
const small: Graph = [
  page('a', { followUps: [{ id: 'what', kind: 'definition' }] }),
  page('b', {
    order: 2,
    followUps: [
      { id: 'why', kind: 'principle' },
      { id: 'how', kind: 'practice' },
      { id: 'else', kind: 'edge-case', page: 'd' },
    ],
  }),
  page('c', { order: 3, level: 'senior', related: ['b'] }),
  page('d', { topic: 'caching', related: ['a'] }),
];

/** The walk from a page that was the opening. */
function from(slug: string, qualities: readonly Quality[], more: Partial<Session> = {}): string[] {
  for (let seed = 0; seed < 500; seed += 1) {
    const { asks } = walk(small, session({ ...more, id: `seed${seed}` }), qualities);
    if (asks[0]?.ask === slug) return asks.map(({ ask, step }) => `${step} ${ask}`);
  }
  throw new Error(`no walk begins with ${slug}`);
}

describe('a mock interview', () => {
  it('goes to the page before after a weak answer, and to another topic where there is none', () => {
    expect(from('c', ['weak'])).toEqual(['opening c', 'prerequisite b', 'prerequisite a', 'topic d']);
  });
  it('goes deeper after a good answer, and no shallower while it does', () => {
    const kinds = ['definition', 'principle', 'practice', 'edge-case'];
    const depth = (asked: string) =>
      kinds.indexOf(small[1]!.followUps.find(({ id }) => asked.endsWith(`b/${id}`))?.kind ?? '');
    for (let seed = 0; seed < 40; seed += 1) {
      const { asks } = walk(small, session({ id: `x${seed}` }), ['good']);
      const ofB = asks.filter(({ ask }) => ask.startsWith('b/')).map(({ ask }) => depth(ask));
      expect(ofB).toEqual([...ofB].sort());
    }
    expect(from('a', ['good'])[1]).toBe('deeper a/what');
  });
  it('asks a page in the words of the follow-up that leads there', () => {
    const asks = Array.from({ length: 60 }, (_, n) => walk(small, session({ id: `y${n}` }), ['good']).asks);
    expect(asks.flat()).toContainEqual({ ask: 'd', page: 'd', followUp: 'else', from: 'b', step: 'deeper' });
  });
  it('after a fair answer stays at its depth', () => {
    expect(from('b', ['fair'])[1]).toBe('aside b/why');
  });
  it('asks nothing harder than its level', () => {
    for (let seed = 0; seed < 30; seed += 1) {
      const { asks } = walk(small, session({ id: `z${seed}`, level: 'junior', turns: 99 }), ['fair']);
      expect(asks.map(({ page }) => page)).not.toContain('c');
    }
  });
  it('is over after as many questions as were wished for', () => {
    expect(walk(small, session({ turns: 3 }), ['good']).asks).toHaveLength(3);
    expect(nextAsk(small, session({ turns: 0 }), [])).toBeUndefined();
    expect(nextAsk([], session(), [])).toBeUndefined();
  });
  it('goes on after a reload, until it is left or finished', () => {
    const one = session({ turns: 2 });
    const turns = walk(small, one, ['good']).turns;
    const other: Session = { type: 'session', id: 'quiz', at: 9, items: ['x'] };
    expect(unfinishedInterview(small, [turns[0]!, other, one])).toEqual(one);
    expect(unfinishedInterview(small, [one, ...turns])).toBeUndefined();
    expect(unfinishedInterview(small, [one, { type: 'left', id: 'l', at: 5, session: 's' }])).toBeUndefined();
  });
  it('counts a question that two tabs answered once', () => {
    const [first] = walk(small, session(), ['good']).turns;
    expect(turnsOf(session(), [{ ...first!, id: 'again', at: 77 }, first!])).toEqual([first]);
  });
  it('reports what to read again: what was not good, and what the weak stands on, in reading order', () => {
    const answered = (ask: string, quality: Quality) => ({
      ask: { ask, page: ask, step: 'topic' as const },
      turn: turn(ask, 1, quality),
    });
    const review = (...all: ReturnType<typeof answered>[]) =>
      toReview(
        small,
        all.map((one) => one.ask),
        all.map((one) => one.turn),
      );
    expect(review(answered('c', 'good'), answered('a', 'good'))).toEqual([]);
    expect(review(answered('c', 'fair'), answered('a', 'good'))).toEqual(['c']);
    expect(review(answered('d', 'fair'), answered('c', 'weak'))).toEqual(['b', 'c', 'd']);
  });
  it('can be looked back at when it was left half-way, but not before anything was answered', () => {
    const one = session({ turns: 5 });
    const turns = walk(small, { ...one, turns: 1 }, ['good']).turns;
    const end: LogEvent = { type: 'left', id: 'l', at: 50, session: 's' };
    expect(lastInterview(small, [one, end])).toBeUndefined();
    expect(lastInterview(small, [one, ...turns])).toBeUndefined();
    expect(lastInterview(small, [one, ...turns, end])).toEqual(one);
  });
  it('has six points', () => {
    expect(pointsOf({ correct: 2, complete: 2, example: 1, terms: 1 })).toBe(6);
    expect(Object.values(POINTS).map(pointsOf)).toEqual([2, 4, 5]);
  });
});

const anyGraph: fc.Arbitrary<Graph> = fc
  .uniqueArray(fc.constantFrom(...'abcdefgh'), { minLength: 1, maxLength: 8 })
  .chain((slugs) =>
    fc.tuple(
      ...slugs.map((slug, n) =>
        fc
          .record({
            topic: fc.constantFrom('tcp-udp', 'caching'),
            level: fc.constantFrom(...LEVELS),
            asked: fc.integer({ min: 1, max: 3 }),
            related: fc.subarray(slugs),
            followUps: fc.uniqueArray(
              fc.record({
                id: fc.constantFrom('p', 'q', 'r', 's'),
                kind: fc.constantFrom(...DEPTHS),
                page: fc.option(fc.constantFrom(...slugs), { nil: undefined }),
              }),
              { selector: ({ id }) => id, maxLength: 4 },
            ),
          })
          .map((more) => page(slug, { order: n, ...more })),
      ),
    ),
  );
const qualities = fc.array(fc.constantFrom<Quality[]>('weak', 'fair', 'good'), {
  minLength: 1,
  maxLength: 40,
});
const anySession = fc
  .record({ id: fc.string({ minLength: 1, maxLength: 5 }), level: fc.constantFrom(...LEVELS) })
  .map((more) => session({ ...more, turns: 100 }));

describe('any walk', () => {
  it('asks nothing twice, ends, and has its reasons again when it is read from the log', () => {
    fc.assert(
      fc.property(anyGraph, anySession, qualities, (graph, of, answers) => {
        const { asks, turns } = walk(graph, of, answers);
        expect(new Set(asks.map(({ ask }) => ask)).size).toBe(asks.length);
        expect(asksOf(graph, of, turns)).toEqual(asks);
      }),
    );
  });
  it('is the same for the same session and answers', () => {
    fc.assert(
      fc.property(anyGraph, anySession, qualities, (graph, of, answers) => {
        expect(walk(graph, of, answers)).toEqual(walk(graph, { ...of, at: 99 }, answers));
      }),
    );
  });
  it('asks only what is there, and no page harder than the level', () => {
    fc.assert(
      fc.property(anyGraph, anySession, qualities, (graph, of, answers) => {
        for (const { ask, page, followUp, from } of walk(graph, of, answers).asks) {
          const found = graph.find(({ slug }) => slug === page)!;
          expect(LEVELS.indexOf(found.level)).toBeLessThanOrEqual(LEVELS.indexOf(of.level!));
          const words = graph.find(({ slug }) => slug === from)?.followUps.find(({ id }) => id === followUp);
          if (ask.includes('/')) expect(words).toBeDefined();
          if (words) expect(ask).toBe(words.page ?? `${page}/${followUp}`);
        }
      }),
    );
  });
  it('outlives a release that changed the graph under it', () => {
    fc.assert(
      fc.property(anyGraph, anyGraph, anySession, qualities, (graph, later, of, answers) => {
        const { turns } = walk(graph, { ...of, turns: 5 }, answers);
        const next = nextAsk(later, of, turns);
        expect(turns.map(({ ask }) => ask)).not.toContain(next?.ask);
      }),
    );
  });
});

const pages = readContent(join(import.meta.dirname, '..', '..'))
  .questions.map(({ slug, entry }) => ({ slug, ...entrySchema.parse(entry?.data) }))
  .sort((a, b) => TOPICS.indexOf(a.topic) - TOPICS.indexOf(b.topic) || a.order - b.order);
const exists = new Set(pages.map(({ slug }) => slug));
const site: Graph = pages.map((one) => ({
  ...one,
  followUps: one.followUps
    .filter(({ page }) => page === undefined || exists.has(page))
    .map(({ id, kind, answer, page }) => ({ id, kind, page: answer ? undefined : page })),
}));

describe('the questions of the site', () => {
  it('can all be asked, and all follow-ups too', () => {
    const wanted = site.flatMap(({ slug, followUps }) => [
      slug,
      ...followUps.filter((one) => one.page === undefined).map(({ id }) => `${slug}/${id}`),
    ]);
    const reached = new Set<string>();
    for (let seed = 0; seed < 5000 && wanted.some((one) => !reached.has(one)); seed += 1) {
      const of = session({ id: `n${seed}`, turns: 4 });
      for (const { ask } of walk(site, of, [seed % 2 ? 'good' : 'fair']).asks) reached.add(ask);
    }
    expect(wanted.filter((one) => !reached.has(one))).toEqual([]);
  });
});
