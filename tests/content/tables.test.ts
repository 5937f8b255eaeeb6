import { describe, expect, it } from 'vitest';
import type { Run, TraceEvent } from '#engine/kernel/trace.ts';
import type { NetEvent } from '#engine/net/events.ts';
import { setupOf } from '#player/model.ts';
import { figuresOf, wireBytes } from '#sandboxes/http-vs-socket/figures.ts';
import { models } from '#sandboxes/models.ts';
import { numbersUnder, proseOf } from './table.ts';

/*
 * Figures of the prose that come from runs and stand in no proof: in tables, and in sentences. The run is made again, and both languages must
 * say what it did: in a table, the numbers in the cells of the columns named (from 0), row by row.
 */

const runOf = (sandbox: string, scenario: string): Run => {
  const model = models.find(({ id }) => id === sandbox)!;
  return model.run(setupOf(model, scenario));
};
const seconds = (at: number): number => at / 1e9;
const rounded = (value: number, digits = 0): number => Number(value.toFixed(digits));

/** The last value of a figure that a network was said to have, or of a lane. */
const last = ({ events }: Run, where: string, name: string): number =>
  Number(events.findLast((one) => one.where === where && one.set?.[name] !== undefined)?.set?.[name]);

interface Table {
  readonly slug: string;
  readonly heading: string;
  /** Which of the tables under the heading, from 0. */
  readonly nth?: number;
  readonly columns: readonly number[];
  readonly rows: () => readonly (readonly number[])[];
}

const WAYS = ['close', 'keep', 'long', 'sse', 'ws', 'raw'] as const;
/** Of a job done in several ways: bytes on the wire, and the mean time of a message in ms, with one digit. */
function costs(scenario: string, ways: readonly (typeof WAYS)[number][]) {
  const run = runOf('http-vs-socket', scenario) as Run<NetEvent>;
  return figuresOf(run, ways, Infinity).map((figures) => ({
    held: figures.held,
    opened: figures.opened,
    requests: figures.requests,
    bytes: wireBytes(figures),
    mean: rounded(figures.tookNs.reduce((sum, one) => sum + one, 0) / figures.tookNs.length / 1e6, 1),
  }));
}

const loadMs = ({ events }: Run): number => events.findLast(({ act }) => act === 'loaded')!.at / 1e6;
/** Of a page, in whole ms: at a loss in per cent over seeds 1 to 20, without any once. */
function meanLoadMs(way: string, lossPercent: number): number {
  const model = models.find(({ id }) => id === 'http-connections')!;
  const setup = setupOf(model, 'keep-alive');
  const seeds = Array.from({ length: lossPercent === 0 ? 1 : 20 }, (_, index) => index + 1);
  const took = seeds.map((seed) =>
    loadMs(model.run({ ...setup, seed, parameters: { ...setup.parameters, way, lossPercent } })),
  );
  return Math.round(took.reduce((sum, one) => sum + one, 0) / took.length);
}
/** How many files stand still, and for how many whole ms in sum. */
function standing(scenario: string): number[] {
  const since = new Map<unknown, number>();
  let sum = 0;
  for (const { act, file, at } of runOf('http-connections', scenario).events) {
    if (act === 'stands') since.set(file, at);
    if (act === 'goes-on') sum += at - since.get(file)!;
  }
  return [since.size, Math.round(sum / 1e6)];
}

const tables: readonly Table[] = [
  {
    slug: 'cache-eviction',
    heading: 'policies',
    columns: [3],
    rows() {
      const run = runOf('cache-policy', 'all-policies');
      return ['fifo', 'lru', 'lfu', 'clock', '2q', 'arc', 'sieve', 's3-fifo', 'w-tinylfu', 'opt'].map(
        (policy) => [last(run, policy, 'hits')],
      );
    },
  },
  {
    slug: 'web-cache',
    heading: 'four-visits',
    columns: [0, 3],
    rows: () =>
      runOf('web-cache', 'three-caches')
        .events.filter((event) => event.kind === 'shown')
        .map((event) => [Math.floor(seconds(event.at)), Number(event['tookMs'])]),
  },
  {
    slug: 'cdn-push-vs-pull',
    heading: 'side-by-side',
    columns: [1, 2],
    rows() {
      const run = runOf('cdn', 'push-and-pull');
      const both = (name: string, per = 1) =>
        ['network', 'b/network'].map((where) => last(run, where, name) / per);
      const first = ['users-seoul', 'b/users-seoul'].map((where) =>
        Number(run.events.find((event) => event.kind === 'served' && event.where === where)!['ms']),
      );
      return [both('hits'), first, both('originBytes', 1e6), both('outdated')];
    },
  },
  {
    slug: 'flash-crowd',
    heading: 'first-second',
    columns: [0, 1, 2, 3],
    rows() {
      const samples = runOf('cdn', 'flash-crowd').events.filter(({ kind }) => kind === 'sample');
      const near = (where: string, time: number): TraceEvent =>
        samples.find((event) => event.where === where && rounded(seconds(event.at), 1) === time)!;
      return [24.9, 25.2, 25.5, 26.3, 32.2].map((time) => [
        time,
        Number(near('network', time).set!['originRequests']),
        Number(near('b/network', time).set!['originRequests']),
        Number(near('b/network', time).set!['failed']),
      ]);
    },
  },
  {
    slug: 'flash-crowd',
    heading: 'consistent-hashing',
    columns: [1, 2],
    rows() {
      const { events } = runOf('cdn', 'one-server-more');
      const added = events.find(({ kind }) => kind === 'servers')!.at;
      return (['', 'b/'] as const).map((world) => [
        Number(events.find(({ kind, where }) => kind === 'servers' && where === `${world}network`)!['moved']),
        events.filter(
          ({ kind, where, at }) => kind === 'miss' && where === `${world}edge-seoul` && at > added,
        ).length,
      ]);
    },
  },
  {
    slug: 'realtime-choices',
    heading: 'measured',
    columns: [1, 2],
    rows: () => costs('quiet', WAYS.slice(0, 5)).map(({ bytes, mean }) => [bytes, mean]),
  },
  {
    slug: 'realtime-choices',
    heading: 'measured',
    nth: 1,
    columns: [1, 2],
    rows: () => costs('rush', WAYS.slice(0, 5)).map(({ bytes, mean }) => [bytes, mean]),
  },
  {
    slug: 'realtime-choices',
    heading: 'two-way',
    columns: [1, 2, 3],
    rows: () =>
      costs('chat', ['keep', 'long', 'sse', 'ws']).map(({ held, bytes, mean }) => [held, bytes, mean]),
  },
  {
    slug: 'http-vs-socket',
    heading: 'who-begins',
    columns: [1, 2, 3, 4],
    rows: () =>
      costs('quiet', WAYS).map(({ opened, requests, bytes, mean }) => [opened, requests, bytes, mean]),
  },
  {
    slug: 'websocket-vs-socket',
    heading: 'bytes',
    columns: [1, 2, 3],
    rows: () =>
      ['ticks', 'quiet', 'chat'].map((scenario) =>
        costs(scenario, ['keep', 'ws', 'raw']).map(({ bytes }) => bytes),
      ),
  },
  {
    slug: 'http2-multiplexing',
    heading: 'hol',
    columns: [3],
    rows: () => [[], ...['http2-loss', 'http3-loss'].map((scenario) => standing(scenario))],
  },
  {
    slug: 'http2-multiplexing',
    heading: 'when',
    columns: [0, 1, 2, 3, 4],
    rows: () =>
      [0, 2, 5].map((loss) => [
        loss,
        ...['http11', 'six', 'http2', 'http3'].map((way) => meanLoadMs(way, loss)),
      ]),
  },
  {
    slug: 'stomp-and-sockjs',
    heading: 'sockjs',
    columns: [2],
    rows: () => [
      [],
      ...['sockjs-blocked', 'sockjs-buffered'].map((scenario) => {
        const opened = runOf('websocket-lab', scenario).events.find(
          ({ reason }) => reason === 'realtime.sock-open',
        )!;
        return [Math.floor(opened.at / 1e7) * 10];
      }),
    ],
  },
];

/** [slug, figures that stand in its sentences as they are written] */
const sentences: readonly (readonly [string, () => readonly string[]])[] = [
  [
    'keep-alive',
    () => ['http10', 'keep-alive'].map((id) => (loadMs(runOf('http-connections', id)) / 1000).toFixed(2)),
  ],
  [
    'http2-multiplexing',
    () =>
      ['keep-alive', 'http2', 'pipelining'].map((id) =>
        Math.round(loadMs(runOf('http-connections', id))).toLocaleString('en'),
      ),
  ],
  [
    // A cookie of 400 bytes in thirteen requests
    'stateless-http',
    () =>
      ['keep-alive', 'http2'].map((id) => {
        const model = models.find((one) => one.id === 'http-connections')!;
        const setup = setupOf(model, id);
        const [without, with400] = [0, 400].map((cookieBytes) => {
          const parameters = { ...setup.parameters, cookieBytes };
          return last(model.run({ ...setup, parameters }), 'browser', 'headerBytes');
        });
        return (with400! - without!).toLocaleString('en');
      }),
  ],
  ['http-vs-socket', () => costs('upload', ['keep', 'raw']).map(({ bytes }) => bytes.toLocaleString('en'))],
];

describe.each(sentences)('the sentences of %s', (slug, figures) => {
  const ran = figures();
  it.each(['ko', 'en'] as const)('say in %s what the run did', (lang) => {
    for (const figure of ran) expect(proseOf(slug, lang)).toContain(figure);
  });
});

describe.each(tables)('the table of $slug under #$heading', ({ slug, heading, nth, columns, rows }) => {
  const ran = rows();
  it.each(['ko', 'en'] as const)('says in %s what the run did', (lang) => {
    expect(numbersUnder(slug, lang, heading, columns, nth)).toEqual(ran);
  });
});
