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
import type { NetEvent } from '#engine/net/events.ts';
import type { SandboxModel } from '#player/model.ts';
import { captureOf } from '../capture.ts';
import { core } from './core.ts';
import './every-end.ts';
import { questions } from './questions.ts';
import { loadTable } from './table.ts';
import { tasks } from './tasks.ts';

/** The waterfall of a page: six ways of speaking HTTP over one link. */
export const httpConnections: SandboxModel<NetEvent> = {
  ...core,
  tasks,
  questions,
  table: loadTable,
  capture: captureOf,
};
