import { endsOf } from '#engine/pageload/ends.ts';
import { everyVersion } from '#engine/pageload/every-version.ts';
import { loadPage, type PageLoad } from '#engine/pageload/run.ts';
import type { LoadEvent } from '#engine/net/events.ts';
import { finished, type ComputedQuestion, type Setup } from '#player/model.ts';
import { defaults, loadOf, SECURITIES } from './parameters.ts';
import { start } from './run.ts';
import { scenarios } from './scenarios/all.ts';
import { filesThatStand } from './tasks.ts';

const loaded = (load: PageLoad) => loadPage(load, everyVersion[endsOf(load.way)]);
const setupWith = (
  scenario: string,
  parameters: Setup['parameters'],
  interventions: Setup['interventions'] = [],
): Setup => ({ scenario, parameters: { ...defaults, ...parameters }, seed: 1, interventions });
const NAMES: Readonly<Record<string, string>> = {
  http10: 'HTTP/1.0',
  http11: 'HTTP/1.1',
  http2: 'HTTP/2',
  http3: 'HTTP/3',
};
const pick = <T>(draw: (n: number) => number, from: readonly T[]): T => from[draw(from.length)]!;

/** Connections that a page with so many files beside it takes. Values: way, files. */
const connections: ComputedQuestion = {
  id: 'connections-of-page',
  pose(draw) {
    const way = pick(draw, ['http10', 'http11', 'http2', 'http3']);
    const files = 2 + draw(12);
    const setup = setupWith('keep-alive', { way, files, fileBytes: 1000 });
    const { paid } = loaded({ ...loadOf(setup), record: false });
    return { values: { way: NAMES[way]!, files }, answer: paid.connections, setup };
  },
};

/** Whole round trips before the first request leaves. Values: way, security. */
const roundTrips: ComputedQuestion = {
  id: 'round-trips-before-request',
  pose(draw) {
    const way = pick(draw, ['http11', 'http2', 'http3']);
    const security = pick(draw, SECURITIES.slice(1));
    const setup = setupWith('keep-alive', { way, security, files: 1, fileBytes: 1000 });
    const load = loadOf(setup);
    const first = loaded(load).run.events.find(
      (event): event is LoadEvent => event.kind === 'load' && event.act === 'asked',
    )!;
    const tls = security === 'full' ? 'TLS 1.3' : 'TLS 1.3 0-RTT';
    return {
      values: { way: NAMES[way]!, security: tls },
      answer: Math.floor(first.at / load.rttNs),
      setup,
    };
  },
};

/** Round trips that a page of tiny files takes over HTTP/1.0 without TLS, on a fast link. Values: files. */
const http10: ComputedQuestion = {
  id: 'page-round-trips-http10',
  pose(draw) {
    const files = 1 + draw(3);
    const small = { fileBytes: 200, rateKbps: 100_000, rttMs: 400, thinkMs: 0, cookieBytes: 0 };
    const setup = setupWith('http10', { way: 'http10', security: 'none', files, ...small });
    const load = loadOf(setup);
    return {
      values: { files },
      answer: Math.floor(loaded({ ...load, record: false }).loadedAt! / load.rttNs),
      setup,
    };
  },
};

/** Round trips that a page of tiny files takes on one connection, TLS counted. Values: way, security, files. */
const onOne: ComputedQuestion = {
  id: 'page-round-trips',
  pose(draw) {
    const way = pick(draw, ['http11', 'http2']);
    const security = pick(draw, SECURITIES.slice(1));
    const files = 4 + draw(12);
    const small = { fileBytes: 200, rateKbps: 100_000, rttMs: 400, thinkMs: 0, cookieBytes: 0 };
    const setup = setupWith('keep-alive', { way, security, files, ...small });
    const load = loadOf(setup);
    const tls = security === 'full' ? 'TLS 1.3' : 'TLS 1.3 0-RTT';
    return {
      values: { way: NAMES[way]!, security: tls, files },
      answer: Math.floor(loaded({ ...load, record: false }).loadedAt! / load.rttNs),
      setup,
    };
  },
};

/** Files that stand still when one frame of the server's is lost. Values: way, lost. */
const standing: ComputedQuestion = {
  id: 'files-that-stand',
  pose(draw) {
    const way = pick(draw, ['http2', 'http3']);
    const lost = 30 + draw(30);
    const setup = setupWith(way, { way }, [{ act: 'drop', target: `path/server>browser/${lost}` }]);
    return {
      values: { way: NAMES[way]!, lost },
      answer: filesThatStand(finished(start(setup, scenarios))),
      setup,
    };
  },
};

export const questions: readonly ComputedQuestion[] = [connections, roundTrips, http10, onOne, standing];
