/*
 * Ids that texts and quiz items name:
 *   scenarios   keep-alive, http10, six, pipelining, http2, http3, http2-loss, http3-loss, zero-rtt, far
 *   parameters  way (http10, http11, six, pipelining, http2, http3), files, fileBytes, rttMs, rateKbps, lossPercent, thinkMs,
 *               security (none, full, zero-rtt), cookieBytes
 *   tasks       connections (number), first-request (number), pipelined-order (in-order, smallest-first, as-ready),
 *               header-saving (little, half, most), stand-http2 (number), stand-http3 (number)
 *   questions   connections-of-page {way} {files}, round-trips-before-request {way} {security}, page-round-trips-http10 {files},
 *               page-round-trips {way} {security} {files}, files-that-stand {way} {lost}
 *   left out    left-out.* in content/reasons/pageload
 */
import { MILLISECOND } from '#engine/kernel/time.ts';
import type { NetEvent } from '#engine/net/events.ts';
import { finished, type SandboxModel } from '#player/model.ts';
import { captureOf } from '../packet-table.ts';
import { parameters } from './parameters.ts';
import { questions } from './questions.ts';
import { heavy, start } from './run.ts';
import { scenarios } from './scenarios/all.ts';
import { loadTable } from './table.ts';
import { tasks } from './tasks.ts';

const STEPS = ['found', 'connect', 'connected', 'secured', 'asked', 'answered', 'begins', 'stands', 'goes-on', 'done', 'broken', 'loaded'] as const; // prettier-ignore

/** The waterfall of a page: six ways of speaking HTTP over one link. */
export const httpConnections: SandboxModel<NetEvent> = {
  id: 'http-connections',
  version: 1,
  parameters,
  scenarios,
  tasks,
  questions,
  steps: [
    ...STEPS.map((act) => ({ kind: 'load', act })),
    { kind: 'send', retransmission: true },
    { kind: 'lost' },
    { kind: 'tamper' },
    { kind: 'discard' },
    { kind: 'timer', timer: 'retransmission', action: 'expire' },
    { kind: 'change' },
  ],
  acts: ['drop', 'delay', 'duplicate', 'corrupt'],
  places: [{ target: 'path', acts: ['down', 'up'] }],
  delayNs: 100 * MILLISECOND,
  // A copy has no name of its own among the originals: what is done to it would be done to nothing
  targetOf({ name }) {
    return typeof name === 'string' && !name.endsWith('/copy') ? name : undefined;
  },
  run: (setup) => finished(start(setup, scenarios)),
  heavy,
  start: (setup) => start(setup, scenarios),
  table: loadTable,
  capture: captureOf,
};
