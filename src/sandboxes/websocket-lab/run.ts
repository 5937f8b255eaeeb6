import { MILLISECOND, SECOND } from '#engine/kernel/time.ts';
import type { Run } from '#engine/kernel/trace.ts';
import type { NetEvent } from '#engine/net/events.ts';
import { runRealtime } from '#engine/realtime/world.ts';
import type { Scenario, Setup } from '#player/model.ts';
import { doings } from './doings/fetched.ts';
import { chosen } from './parameters.ts';

/** The page of one's own, and one of somebody else's. */
export const ORIGINS = { own: 'https://app.example', other: 'https://evil.example' } as const;

/** What the client of a setup does, where that has not come yet. */
export const needs = ({ parameters }: Setup): (() => Promise<void>) | undefined =>
  doings.missing(chosen(parameters).doing);

/** The scenario's interventions first, then the reader's. */
export function runSetup(setup: Setup, scenarios: readonly Scenario[]): Run<NetEvent> {
  const own = scenarios.find((one) => one.id === setup.scenario)?.interventions ?? [];
  const given = chosen(setup.parameters);
  const origins = [ORIGINS.own];
  const policy = given.checksOrigin ? { origins } : {};
  const doing = doings.of(given.doing);
  return runRealtime({
    seed: setup.seed,
    interventions: [...own, ...setup.interventions],
    delayNs: given.delayMs * MILLISECOND,
    proxy: {
      httpVersion: given.httpVersion,
      setUpgrade: given.setUpgrade,
      setConnection: given.setConnection,
      readTimeoutNs: given.readTimeoutS * SECOND,
      buffering: given.buffering,
    },
    services: [doing.service(given, policy, setup.seed)],
    pages: doing.pages(given, setup.seed),
    origin: ORIGINS[given.page],
    untilNs: given.watchS * SECOND,
  });
}
