import type { Scenario } from '#player/model.ts';
import { scenario } from './scenario.ts';

/** The same page in every way; then what a loss, a far server and an old acquaintance change. */
export const scenarios: readonly Scenario[] = [
  scenario('keep-alive', 'http11', [
    'connected',
    'secured',
    'first-asked',
    'page-there',
    'font-found',
    'loaded',
  ]),
  scenario('http10', 'http10', ['connected', 'secured', 'page-there', 'second-connection', 'loaded']),
  scenario('six', 'six', ['secured', 'second-connection', 'page-there', 'six-open', 'loaded']),
  scenario('pipelining', 'pipelining', ['secured', 'page-there', 'font-found', 'loaded']),
  scenario('http2', 'http2', ['connected', 'secured', 'page-there', 'font-found', 'loaded']),
  scenario('http3', 'http3', ['first-asked', 'page-there', 'font-found', 'loaded']),
  // The 41st frame from the server: images are under way on many streams
  scenario('http2-loss', 'http2', ['page-there', 'lost', 'stands', 'sent-again', 'goes-on', 'loaded'], {
    drop: 40,
    opening: 'sent-again',
  }),
  scenario('http3-loss', 'http3', ['page-there', 'lost', 'stands', 'sent-again', 'goes-on', 'loaded'], {
    drop: 40,
    opening: 'sent-again',
  }),
  scenario('zero-rtt', 'http3', ['first-asked', 'page-there', 'loaded'], {
    parameters: { security: 'zero-rtt' },
  }),
  scenario('far', 'http10', ['connected', 'page-there', 'loaded'], {
    parameters: { rttMs: 300, files: 6, fileBytes: 2000, thinkMs: 5, rateKbps: 50_000 },
  }),
];
