import type { Moment } from '#engine/kernel/statement.ts';
import type { WayId } from '#engine/pageload/ways.ts';
import type { Parameters, Scenario } from '#player/model.ts';

const load = (act: string, more: Readonly<Record<string, string | number>> = {}, nth?: number): Moment => ({
  event: { kind: 'load', act, ...more },
  ...(nth !== undefined && { nth }),
});
/** What may be stopped at in a page load; the names stand as `breakpoint.<id>`. */
export const AT = {
  connected: load('connected'),
  secured: load('secured'),
  'first-asked': load('asked'),
  'page-there': load('done', { resource: 0 }),
  'second-connection': load('connect', { on: 1 }),
  'six-open': load('connected', { on: 5 }),
  'font-found': load('found', { file: '/font.woff2' }),
  lost: { event: { kind: 'lost' } },
  stands: load('stands'),
  'sent-again': { event: { kind: 'send', retransmission: true } },
  'goes-on': load('goes-on'),
  loaded: load('loaded'),
} as const satisfies Record<string, Moment>;

/** A scenario of one way; its stops in the order in which they come. */
export const scenario = (
  id: string,
  way: WayId,
  stops: readonly (keyof typeof AT)[],
  more: { readonly parameters?: Parameters; readonly drop?: number; readonly opening?: keyof typeof AT } = {},
): Scenario => ({
  id,
  parameters: { way, ...more.parameters },
  seed: 1,
  interventions: more.drop === undefined ? [] : [{ act: 'drop', target: `path/server>browser/${more.drop}` }],
  opening: AT[more.opening ?? 'loaded'],
  breakpoints: stops.map((stop) => ({ id: stop, at: AT[stop] })),
});
