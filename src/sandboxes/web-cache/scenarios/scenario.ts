import { SECOND } from '#engine/kernel/time.ts';
import type { EventPattern } from '#engine/kernel/statement.ts';
import type { Intervention } from '#engine/kernel/trace.ts';
import type { Parameters, Scenario } from '#player/model.ts';

interface Told {
  readonly parameters: Parameters;
  /** 'seconds who what', one a line. */
  readonly clicks: string;
  readonly opening: EventPattern;
  readonly breakpoints: Readonly<Record<string, EventPattern>>;
}

/** A scenario as people tell it. Nothing is drawn by lot, so that the seed says nothing. */
export const scenario = (id: string, { parameters, clicks, opening, breakpoints }: Told): Scenario => ({
  id,
  parameters,
  seed: 1,
  interventions: does(clicks),
  opening: { event: opening },
  breakpoints: Object.entries(breakpoints).map(([name, event]) => ({ id: name, at: { event } })),
});

export const does = (clicks: string): Intervention[] =>
  clicks
    .trim()
    .split('\n')
    .map((line) => line.trim().split(' ') as [string, string, string])
    .map(([at, target, what]) => ({ act: 'do', target, what, atNs: Number(at) * SECOND }));
