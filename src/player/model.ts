import type { EventPattern, Moment } from '#engine/kernel/statement.ts';
import type { Intervention, Run, TraceEvent } from '#engine/kernel/trace.ts';

/** Something that the reader may set. Bounds are inclusive; text lives in content/sandboxes. */
export type Parameter =
  | {
      readonly id: string;
      readonly kind: 'integer';
      readonly unit: Unit;
      readonly min: number;
      readonly max: number;
      readonly step: number;
      readonly default: number;
      /** May also be changed while the run goes on: what is then appended to it. */
      readonly live?: Live;
    }
  /** Characters, any; `min` and `max` count their bytes in UTF-8. */
  | {
      readonly id: string;
      readonly kind: 'text';
      readonly min: number;
      readonly max: number;
      readonly default: string;
    }
  /** Bytes, as lower-case hexadecimal digits without spaces ('4500'); `min` and `max` count bytes. */
  | {
      readonly id: string;
      readonly kind: 'bytes';
      readonly min: number;
      readonly max: number;
      readonly default: string;
    }
  | {
      readonly id: string;
      readonly kind: 'choice';
      readonly choices: readonly string[];
      readonly default: string;
    }
  /** Some of the choices: their ids in the order of `choices`, with commas between them ('fifo,lru'); at least `min` of them. */
  | {
      readonly id: string;
      readonly kind: 'several';
      readonly choices: readonly string[];
      readonly min: number;
      readonly default: string;
    }
  | { readonly id: string; readonly kind: 'switch'; readonly default: boolean };

/** A change at the playhead is the intervention { act: 'set', target, quantity, value: times * what the reader set, atNs }. */
export interface Live {
  /** A link's name with one of its quantities; or a name that the model knows itself, without. */
  readonly target: string;
  readonly quantity?: NonNullable<Intervention['quantity']>;
  readonly times: number;
}

/** A link or a host, and what may be done to it at the playhead's time. Its name for readers: `name.<target>`. */
export interface Place {
  readonly target: string;
  readonly acts: readonly ('down' | 'up' | 'kill')[];
}

/** What somebody at a named place may do at a time: { act: 'do', target, what, atNs }. Told as `did.do.<what>` of `name.<target>`. */
export interface Deed {
  readonly target: string;
  readonly what: readonly string[];
}

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
  /** With 'number': what is counted; the reader may write it or not, or convert ('3000 ms' for 3 s). */
  readonly unit?: Unit;
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
 * What a sandbox says about itself for the player to open and run it; everything else is done once, by the player.
 * Pure: no DOM, no clock. `run` must be a function of its argument alone.
 */
export interface ModelCore<E extends TraceEvent = TraceEvent> {
  readonly id: string;
  /** Rises when an old share link would no longer mean the same run. */
  readonly version: number;
  readonly parameters: readonly Parameter[];
  readonly scenarios: readonly Scenario[];
  /** Which events the transcript and the single step take in (all others are detail). */
  readonly steps: readonly EventPattern[];
  /** What may be done to a packet or a request of this sandbox. */
  readonly acts: readonly Intervention['act'][];
  /** What besides may be cut, mended or killed. */
  readonly places?: readonly Place[];
  /** What people and programs may be made to do while it runs; the sandbox's own picture offers it. */
  readonly deeds?: readonly Deed[];
  /** How long 'delay' delays: enough to be overtaken. */
  readonly delayNs: number;
  /** Name of what a step can be acted upon, or undefined where it cannot be. */
  targetOf(event: E, run: Run<E>): string | undefined;
  /**
   * How to fetch what of the engine the run of this setup takes and has not come yet (see fetched.ts); undefined where all is there. `run` and
   * `start` are asked for once it is. A `model.ts` brings all of it.
   */
  needs?(setup: Setup): (() => Promise<void>) | undefined;
  run(setup: Setup): Run<E>;
  /**
   * Whether the run of this setup takes longer than a few frames (30 ms). It is then run in a Worker, in portions, with progress
   * and a way to cancel: the model says `start` too, and its folder has a `worker.ts` of one line (see heavy/serve.ts).
   */
  heavy?(setup: Setup): boolean;
  start?(setup: Setup): Job<E>;
}

/** With what is asked, and what is taken away: fetched once somebody wants it. Content checks and computed questions have all of it. */
export interface SandboxModel<E extends TraceEvent = TraceEvent> extends ModelCore<E> {
  readonly tasks: readonly PredictTask<E>[];
  readonly questions: readonly ComputedQuestion[];
  /** Series for the CSV download: rows of the same columns, first row is the head. */
  table(run: Run<E>): readonly (readonly (string | number)[])[];
  /** A .pcapng of the run's frames; absent where there are no packets. */
  capture?(run: Run<E>): Uint8Array;
}

/** A run in portions. `run(setup)` is `finished(start(setup))`. */
export interface Job<E extends TraceEvent = TraceEvent> {
  /** In any measure (simulated nanoseconds, requests); `done` never falls and ends as `total`. */
  readonly done: number;
  readonly total: number;
  /** Goes on for a portion of some 10 ms; false when all is done. */
  advance(): boolean;
  /** Once all is done. */
  result(): Run<E>;
}

/** The run of a job, in one go. */
export function finished<E extends TraceEvent>(job: Job<E>): Run<E> {
  while (job.advance());
  return job.result();
}

/** The setup of a scenario as it stands, without a reader's changes. */
export function setupOf(
  model: Pick<ModelCore, 'id' | 'parameters' | 'scenarios'>,
  scenarioId: string,
): Setup {
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
