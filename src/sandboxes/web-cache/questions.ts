import type { Run } from '#engine/kernel/trace.ts';
import type { ChainEvent } from '#engine/webcache/events.ts';
import type { ComputedQuestion, Setup } from '#player/model.ts';
import { defaults } from './parameters.ts';
import { runSetup } from './run.ts';
import { does } from './scenarios/scenario.ts';
import { scenarios } from './scenarios/all.ts';

/** The clicks come after those of the scenario: one that has but a first visit at 0 s would do, so they start from 'three-caches'. */
const START = scenarios.find(({ id }) => id === 'three-caches')!;
/** When all of its visits are over, and nothing that they left is fresh: a question's first visit renews everything. */
const BASE = 1000;

const setupWith = (parameters: Setup['parameters'], clicks: string): Setup => ({
  scenario: START.id,
  parameters: { ...defaults, ...START.parameters, ...parameters },
  seed: START.seed,
  interventions: does(clicks),
});
const run = (setup: Setup): Run<ChainEvent> => runSetup(setup, scenarios);
/** Index of a click in the run: those of the scenario come first. */
const nth = (click: number): number => START.interventions.length + click;

const DIRECTIVES = [
  'max-age=60',
  'max-age=10, s-maxage=60',
  'private, max-age=60',
  'no-cache',
  'no-store',
  'public, max-age=120',
] as const;

/** What a gateway without a proxy before it makes of another user's visit. Values: headers, seconds (after the first). The answer is 'hit', 'miss' or 'revalidate'. */
const gatewayVerdict: ComputedQuestion = {
  id: 'gateway-verdict',
  pose(draw) {
    const headers = `Cache-Control: ${DIRECTIVES[draw(DIRECTIVES.length)]!}`;
    const seconds = 5 + 5 * draw(30);
    const setup = setupWith(
      { headers, proxy: false },
      `${BASE} browser-a load\n${BASE + seconds} browser-b load`,
    );
    const decided = run(setup).events.find(
      (event) =>
        event.kind === 'decide' && event.where === 'gateway' && event.click === nth(1) && event.final,
    );
    // the other user's browser may have been asked before, in the scenario's own visits, but has nothing fresh
    const answer = decided?.kind === 'decide' ? decided.verdict : 'hit';
    return { values: { headers, seconds }, answer, setup };
  },
};

/** Age that the second user's browser shows. Values: maxAge, seconds (between the visits). */
const ageAtBrowser: ComputedQuestion = {
  id: 'age-at-browser',
  pose(draw) {
    const maxAge = 60 + 10 * draw(10);
    const seconds = 1 + draw(maxAge - 10);
    const headers = `Cache-Control: max-age=${maxAge}`;
    const setup = setupWith({ headers }, `${BASE} browser-a load\n${BASE + seconds} browser-b load`);
    const seen = run(setup).events.find((event) => event.kind === 'shown' && event.click === nth(1));
    return { values: { maxAge, seconds }, answer: seen?.kind === 'shown' ? seen.age : 0, setup };
  },
};

/** Requests at the origin when so many users come at expiry at once. Values: users, collapse ('yes', 'no'). */
const originRequests: ComputedQuestion = {
  id: 'origin-requests',
  pose(draw) {
    const users = 3 + draw(10);
    const collapse = draw(2) === 0;
    const headers = 'Cache-Control: max-age=60';
    const parameters = { headers, users, collapse, proxy: false, thinkMs: 300 };
    const setup = setupWith(parameters, `${BASE} browser-a load\n${BASE + 90} everyone load`);
    const asked = run(setup).events.filter(({ kind, click }) => kind === 'origin' && click === nth(1));
    return { values: { users, collapse: collapse ? 'yes' : 'no' }, answer: asked.length, setup };
  },
};

/** Freshness that a cache guesses, in seconds. Values: changedAgo (seconds between Last-Modified and Date). */
const guessedLifetime: ComputedQuestion = {
  id: 'guessed-lifetime',
  pose(draw) {
    const changedAgo = 1000 * (1 + draw(90));
    const parameters = {
      headers: '',
      etag: 'none',
      lastModified: true,
      modifiedAgoS: changedAgo,
      proxy: false,
    };
    const setup: Setup = { ...setupWith(parameters, '0 clock wait'), interventions: [] };
    const stored = run(setup).events.find((event) => event.kind === 'learn' && event.where === 'gateway');
    const [lifetime] = (stored?.set?.['lifetimes'] ?? [0]) as readonly number[];
    return { values: { changedAgo }, answer: lifetime!, setup };
  },
};

export const questions: readonly ComputedQuestion[] = [
  gatewayVerdict,
  ageAtBrowser,
  originRequests,
  guessedLifetime,
];
