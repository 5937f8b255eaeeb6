import type { EventPattern, Moment } from '#engine/kernel/statement.ts';
import type { Intervention, Run, TraceEvent } from '#engine/kernel/trace.ts';

/** A slider, a list or a switch that the reader may set. Bounds are inclusive; text lives in content/sandboxes. */
export type Parameter =
  | {
      readonly id: string;
      readonly kind: 'integer';
      readonly unit: Unit;
      readonly min: number;
      readonly max: number;
      readonly step: number;
      readonly default: number;
    }
  | {
      readonly id: string;
      readonly kind: 'choice';
      readonly choices: readonly string[];
      readonly default: string;
    }
  | { readonly id: string; readonly kind: 'switch'; readonly default: boolean };

export type Unit = 'none' | 'ms' | 's' | 'bytes' | 'kbit/s' | '%' | 'packets' | 'objects' | 'requests';

export type ParameterValue = number | string | boolean;
export type Parameters = Readonly<Record<string, ParameterValue>>;

/** Everything that decides a run. Same setup, same trace, to the byte: it is what a share link holds. */
export interface Setup {
  readonly scenario: string;
  /** Every parameter of the model, complete and within bounds. */
  readonly parameters: Parameters;
  readonly seed: number;
  /** The reader's own, in the order they were made; a scenario's own are not among them. */
  readonly interventions: readonly Intervention[];
}

/** A named starting point. Its name and its "what to look for" stand in content/sandboxes/<id>. */
export interface Scenario {
  readonly id: string;
  readonly parameters: Parameters;
  readonly seed: number;
  /** Timed inputs that belong to the scenario (the lost SYN of 'lost-syn'). */
  readonly interventions: readonly Intervention[];
  /** Where the page opens: the key moment, shown before anything is touched, and without JavaScript. */
  readonly opening: Moment;
  /** Named stops that Shift+arrow jumps between. Text by id. */
  readonly breakpoints: readonly { readonly id: string; readonly at: Moment }[];
}

/** "Predict, then run": the run stops just before `before`, asks, takes the answer, runs on, and judges by the trace. */
export interface PredictTask<E extends TraceEvent = TraceEvent> {
  readonly id: string;
  readonly scenario: string;
  readonly before: Moment;
  readonly kind: 'choice' | 'number';
  /** With 'choice': ids; text by id. */
  readonly options?: readonly string[];
  /** What the engine did: an option's id, or the number. Computed from the run, never written down. */
  answer(run: Run<E>): string | number;
}

/** A question with drawn parameters whose key the engine computes. Stem and explanation are templates in entry.yaml over `values`. */
export interface ComputedQuestion {
  readonly id: string;
  /** `draw(n)` gives an integer in [0, n); same seed, same question. */
  pose(draw: (n: number) => number): {
    readonly values: Readonly<Record<string, number | string>>;
    readonly answer: number | string;
    /** Opens the run that proves the answer. */
    readonly setup: Setup;
  };
}

/**
 * What a sandbox says about itself; everything else is done once, by the player.
 * Pure: no DOM, no clock. `run` must be a function of its argument alone.
 */
export interface SandboxModel<E extends TraceEvent = TraceEvent> {
  readonly id: string;
  /** Rises when an old share link would no longer mean the same run. */
  readonly version: number;
  readonly parameters: readonly Parameter[];
  readonly scenarios: readonly Scenario[];
  readonly tasks: readonly PredictTask<E>[];
  readonly questions: readonly ComputedQuestion[];
  /** Which events the transcript and the single step take in (all others are detail). */
  readonly steps: readonly EventPattern[];
  /** What may be done to a target of this sandbox. */
  readonly acts: readonly Intervention['act'][];
  /** How long 'delay' delays: enough to be overtaken. */
  readonly delayNs: number;
  /** Name of what a step can be acted upon, or undefined where it cannot be. */
  targetOf(event: E, run: Run<E>): string | undefined;
  run(setup: Setup): Run<E>;
  /** Series for the CSV download: rows of the same columns, first row is the head. */
  table(run: Run<E>): readonly (readonly (string | number)[])[];
  /** A .pcapng of the run's frames; absent where there are no packets. */
  capture?(run: Run<E>): Uint8Array;
}

/** The setup of a scenario as it stands, without a reader's changes. */
export function setupOf(model: SandboxModel, scenarioId: string): Setup {
  const scenario = model.scenarios.find((one) => one.id === scenarioId);
  if (!scenario) throw new Error(`${model.id} has no scenario ${scenarioId}`);
  const defaults = Object.fromEntries(model.parameters.map((p) => [p.id, p.default]));
  return {
    scenario: scenario.id,
    parameters: { ...defaults, ...scenario.parameters },
    seed: scenario.seed,
    interventions: [],
  };
}
