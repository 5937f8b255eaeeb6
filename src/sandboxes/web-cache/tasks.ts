import type { Run } from '#engine/kernel/trace.ts';
import type { ChainEvent, ShownEvent } from '#engine/webcache/events.ts';
import type { PredictTask } from '#player/model.ts';

const shown = (run: Run<ChainEvent>, click: number): ShownEvent | undefined =>
  run.events.find((event): event is ShownEvent => event.kind === 'shown' && event.click === click);

/** Who answers a click: the browser itself, the proxy, the gateway or the origin. */
const answering = (run: Run<ChainEvent>, click: number): string =>
  (shown(run, click)?.source ?? 'origin').replace(/^browser-.$/, 'browser');

const PLACES = ['browser', 'proxy', 'gateway', 'origin'] as const;

const versionShown = (run: Run<ChainEvent>, click: number): string => {
  const seen = shown(run, click);
  return seen === undefined || seen.status >= 400 ? 'error' : (/^v\d+/.exec(seen.text)?.[0] ?? 'error');
};

/** Just after the click, before anybody has decided anything. */
const afterClick = (click: number) => ({ event: { kind: 'decide', click } });
const atOrigin = (run: Run<ChainEvent>, from: number): number =>
  run.events.filter((event) => event.kind === 'origin' && event.click >= from).length;

export const tasks: readonly PredictTask<ChainEvent>[] = [
  {
    id: 'who-answers',
    scenario: 'three-caches',
    before: afterClick(1),
    kind: 'choice',
    options: PLACES,
    answer: (run) => answering(run, 1),
  },
  {
    id: 'age-at-browser',
    scenario: 'three-caches',
    before: afterClick(1),
    kind: 'number',
    unit: 's',
    answer: (run) => shown(run, 1)!.age,
  },
  {
    id: 'no-cache-requests',
    scenario: 'no-cache',
    before: afterClick(0),
    kind: 'number',
    answer: (run) => atOrigin(run, 0),
  },
  {
    id: 'who-answers-later',
    scenario: 'three-lifetimes',
    before: afterClick(2),
    kind: 'choice',
    options: PLACES,
    answer: (run) => answering(run, 2),
  },
  {
    id: 'heuristic-lifetime',
    scenario: 'heuristic',
    before: { event: { kind: 'learn', where: 'gateway' } },
    kind: 'number',
    unit: 's',
    answer(run) {
      const stored = run.events.find((event) => event.kind === 'learn' && event.where === 'gateway')!;
      return Number((stored.set!['lifetimes'] as readonly number[])[0]);
    },
  },
  {
    id: 'swr-version',
    scenario: 'stale-while-revalidate',
    before: afterClick(2),
    kind: 'choice',
    options: ['v1', 'v2', 'error'],
    answer: (run) => versionShown(run, 2),
  },
  {
    id: 'down-answer',
    scenario: 'must-revalidate',
    before: afterClick(3),
    kind: 'choice',
    options: ['v1', 'v2', 'error'],
    answer: (run) => versionShown(run, 3),
  },
  {
    id: 'whose-page',
    scenario: 'leak',
    before: afterClick(1),
    kind: 'choice',
    options: ['for-a', 'for-b', 'error'],
    answer(run) {
      const seen = shown(run, 1)!;
      return seen.status >= 400 ? 'error' : seen.text.includes('for-a') ? 'for-a' : 'for-b';
    },
  },
  {
    id: 'after-post',
    scenario: 'post',
    before: afterClick(4),
    kind: 'choice',
    options: ['v1', 'v2', 'error'],
    answer: (run) => versionShown(run, 4),
  },
  {
    id: 'after-purge',
    scenario: 'purge',
    before: afterClick(4),
    kind: 'choice',
    options: ['v1', 'v2', 'error'],
    answer: (run) => versionShown(run, 4),
  },
  {
    id: 'stampede-requests',
    scenario: 'stampede',
    before: afterClick(1),
    kind: 'number',
    answer: (run) => atOrigin(run, 1),
  },
  {
    id: 'coalesced-requests',
    scenario: 'coalesced',
    before: afterClick(1),
    kind: 'number',
    answer: (run) => atOrigin(run, 1),
  },
];
