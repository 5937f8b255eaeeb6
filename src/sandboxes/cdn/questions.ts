import { cities } from '#engine/cdn/cities.ts';
import type { CdnEvent } from '#engine/cdn/events.ts';
import { fibreNs } from '#engine/cdn/latency.ts';
import { distanceMetres } from '#engine/cdn/sphere.ts';
import type { Run } from '#engine/kernel/trace.ts';
import { finished, type ComputedQuestion, type Parameters, type Setup } from '#player/model.ts';
import { defaults } from './parameters.ts';
import { start } from './run.ts';

type Draw = (n: number) => number;

const figure = ({ events }: Run<CdnEvent>, name: string): number =>
  Number(events.findLast((event) => event.set?.[name] !== undefined)?.set?.[name] ?? 0);

const steady = (draw: Draw, parameters: Parameters): Setup => ({
  scenario: 'first-request',
  parameters: { ...defaults, pattern: 'steady', ...parameters },
  seed: draw(1 << 20),
  interventions: [],
});

/** Round trip over fibre, nothing else. Values: km (a distance between two of the cities); the answer is in whole ms. */
const fibreRoundTrip: ComputedQuestion = {
  id: 'fibre-round-trip',
  pose(draw) {
    const from = cities[draw(cities.length)]!;
    const others = cities.filter((one) => distanceMetres(from, one) > 1_500_000);
    const to = others[draw(others.length)]!;
    const km = Math.round(distanceMetres(from, to) / 100_000) * 100;
    const setup = steady(draw, { requests: 20, objects: 1 });
    return { values: { km }, answer: Math.round((2 * fibreNs(km * 1000)) / 1e6), setup };
  },
};

/** What an origin is spared. Values: requests, hits, kb; the answer is in MB. */
const savedMegabytes: ComputedQuestion = {
  id: 'saved-megabytes',
  pose(draw) {
    const objectKb = [1000, 2000, 3000, 5000][draw(4)]!;
    const setup = steady(draw, {
      requests: 60 + 20 * draw(5),
      objects: 4,
      ttl: 3600,
      edges: '6',
      objectKb,
      perSecond: 1,
    });
    const run = finished(start(setup));
    const [served, origin] = [figure(run, 'served'), figure(run, 'originRequests')];
    return {
      values: { requests: served, hits: served - origin, kb: objectKb },
      answer: (figure(run, 'userBytes') - figure(run, 'originBytes')) / 1_000_000,
      setup,
    };
  },
};

/** A crowd for one object that nobody holds, from everywhere at once. Values: requests, edges, shields (0 or 1); the answer is how many reach the origin. */
const crowdAtTheOrigin: ComputedQuestion = {
  id: 'crowd-at-the-origin',
  pose(draw) {
    const edges = [3, 6][draw(2)]!;
    const shields = draw(2);
    const setup = steady(draw, {
      requests: 100 + 20 * draw(8),
      perSecond: 10_000,
      objects: 1,
      ttl: 3600,
      edges: String(edges),
      shields: String(shields),
    });
    const run = finished(start(setup));
    return {
      values: { requests: setup.parameters['requests'] as number, edges, shields },
      answer: figure(run, 'originRequests'),
      setup,
    };
  },
};

export const questions: readonly ComputedQuestion[] = [fibreRoundTrip, savedMegabytes, crowdAtTheOrigin];
