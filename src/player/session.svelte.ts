import { eventAt, fits } from '#engine/kernel/statement.ts';
import type { Intervention, Run, TraceEvent } from '#engine/kernel/trace.ts';
import { historyOf, intervene, redo, replaceLast, set, undo, withdraw, type History } from './history.ts';
import type { Work } from './heavy/work.ts';
import {
  setupOf,
  type Parameters,
  type ParameterValue,
  type PredictTask,
  type ModelCore,
  type Scenario,
  type Setup,
} from './model.ts';
import { partedAt } from './parted.ts';
import {
  breakpointsOf,
  nextStop,
  playheadAt,
  previousStop,
  stopAt,
  stopsOf,
  targetsOf,
  timeOf,
} from './playback.ts';
import { changeOf, checkValue, isRefusal, type Refusal } from './setup.ts';
import { failed, Runs, type Failure } from './runs.ts';
import { axisOf, flightNs, type TimeAxis } from './time-axis.ts';

/** At speed 1 the longest flight of a packet takes this long; a run without packets takes it for each step. */
const SECONDS_A_FLIGHT = 1.1;

const MOST_ZOOM = 8;

interface Shown {
  readonly setup: Setup;
  readonly history: History;
  readonly both: boolean;
  readonly run: Run;
  readonly other: Run | undefined;
}

/**
 * One reader's hour with one sandbox: the setup, the run that follows from it, and where the playhead stands. Real time
 * enters only through `advance`.
 */
export class Session {
  readonly model: ModelCore;
  scenario = $state('');
  seed = $state(0);
  history = $state.raw<History>(historyOf({ parameters: {}, interventions: [] }));
  readonly parameters: Parameters = $derived(this.history.parameters);
  /** Whether the run without the reader's interventions is laid beside the one with them. */
  both = $state(false);
  playhead = $state(-1);
  atNs = $state(0);
  playing = $state(false);
  speed = $state(1);
  /** How much longer than it needs time is drawn. */
  zoom = $state(1);
  selection = $state<string | undefined>();
  task = $state.raw<PredictTask | undefined>();
  /** How far a heavy run is, from 0 to 1; undefined where none is under way. What is shown is then the run before. */
  working = $state<number | undefined>();
  /** Why the last run that was asked for is not there. */
  failed = $state<Failure | undefined>();

  /** What the reader asks for. */
  readonly setup: Setup = $derived({
    scenario: this.scenario,
    parameters: this.parameters,
    seed: this.seed,
    interventions: this.history.done,
  });
  #shown = $state.raw<Shown>()!;
  /** What is shown: the setup, its run, and the other branch. */
  readonly shownSetup: Setup = $derived(this.#shown.setup);
  readonly run: Run = $derived(this.#shown.run);
  readonly other: Run | undefined = $derived(this.#shown.other);
  readonly stops: readonly number[] = $derived.by(() => stopsOf(this.run, this.model.steps));
  /** The events that are told. */
  readonly steps: readonly TraceEvent[] = $derived.by(() =>
    this.run.events.filter((event) => this.model.steps.some((pattern) => fits(event, pattern))),
  );
  readonly axis: TimeAxis = $derived(axisOf(this.run, this.other ? [this.other] : []));
  /** The event in which the two branches part. */
  readonly parted: number | undefined = $derived(this.other && partedAt(this.run, this.other));
  readonly current: Scenario = $derived.by(() =>
    this.model.scenarios.find((one) => one.id === this.shownSetup.scenario)!,
  );
  readonly breakpoints = $derived(breakpointsOf(this.run, this.current, this.stops));
  /** What of the run shown may be acted upon. */
  readonly targets: ReadonlySet<string> = $derived.by(() => targetsOf(this.model, this.run));
  /** Index of the stop that is shown. */
  readonly stop: number = $derived(
    Math.max(
      0,
      this.stops.findLastIndex((stop) => stop <= this.playhead),
    ),
  );
  /** A parameter has been set just now, by the same deed of the reader's. */
  #setting = false;
  readonly #runs: Runs;

  /**
   * @param run of the scenario as it stands, where somebody has it already
   * @param work where heavy runs are run
   */
  constructor(model: ModelCore, scenario: string, run?: Run, work?: Work) {
    this.model = model;
    this.#runs = new Runs(model, work);
    const setup = setupOf(model, scenario);
    this.#put(setup);
    this.#shown = {
      setup,
      history: this.history,
      both: false,
      run: run ?? model.run(setup),
      other: undefined,
    };
    this.#runs.remember(setup, this.run);
    this.toOpening();
  }

  #put(setup: Setup): void {
    this.scenario = setup.scenario;
    this.seed = setup.seed;
    this.history = historyOf(setup);
    this.both = false;
  }

  /** Opens a setup and, once its run is there, `settle`s on a moment of it: by default the key moment. */
  open(setup: Setup, settle: () => void = () => this.toOpening()): void {
    this.#put(setup);
    this.task = undefined;
    this.selection = undefined;
    this.playing = false;
    this.#rerun(settle);
  }

  /** Shows what is asked for: at once, or when it is run. Until then everything stays as it is. */
  #rerun(settle: () => void): void {
    this.#runs.stop();
    this.failed = undefined;
    const { setup, history, both } = this;
    const plain = both && setup.interventions.length > 0 ? { ...setup, interventions: [] } : undefined;
    const show = () => {
      const run = this.#runs.now(setup)!;
      const other = plain && this.#runs.now(plain);
      this.#shown = { setup, history, both, run, other };
      this.working = undefined;
      if (this.selection !== undefined && !this.#isThere(this.selection)) this.selection = undefined;
      settle();
    };
    const fail = (why: Failure) => {
      this.cancel();
      this.failed = why;
    };
    const asked = plain ? [setup, plain] : [setup];
    let there = false;
    try {
      there = asked.every((one) => this.#runs.now(one));
    } catch (error) {
      return failed(error, fail);
    }
    if (there) return show();
    this.working = 0;
    this.#runs.start(asked, {
      progress: ({ done, total }) => (this.working = done / total),
      end: show,
      fail,
    });
  }

  /** Gives up the run that is under way: everything is again as what is shown. */
  cancel(): void {
    this.#runs.stop();
    this.working = undefined;
    const { setup, history, both } = this.#shown;
    this.#put(setup);
    this.history = history;
    this.both = both;
    this.task = undefined;
  }

  /** Whether the run shown still has what was selected: a copy can be opened though nothing can be done to it. */
  #isThere(name: string): boolean {
    return this.targets.has(name) || this.run.frames.some((frame) => frame.name === name);
  }

  /** The key moment of the scenario: what a reader sees before touching anything. */
  toOpening(): void {
    const event = eventAt(this.run.events, this.current.opening);
    this.goTo(event ? stopAt(this.stops, event.n) : (this.stops.at(-1) ?? -1));
  }

  goTo(playhead: number): void {
    this.playhead = Math.min(Math.max(playhead, -1), this.run.events.length - 1);
    this.atNs = timeOf(this.run, this.playhead);
  }

  step(): void {
    this.playing = false;
    this.goTo(nextStop(this.stops, this.playhead));
  }

  back(): void {
    this.playing = false;
    this.goTo(previousStop(this.stops, this.playhead));
  }

  toStart(): void {
    this.playing = false;
    this.goTo(-1);
  }

  toEnd(): void {
    this.playing = false;
    this.goTo(this.run.events.length - 1);
  }

  /** Time drawn twice as long, or half. */
  zoomBy(steps: 1 | -1): void {
    this.zoom = Math.min(MOST_ZOOM, Math.max(1 / MOST_ZOOM, this.zoom * 2 ** steps));
  }

  toBreakpoint(direction: 1 | -1): void {
    this.playing = false;
    const stops = this.breakpoints.map((one) => one.stop);
    const target =
      direction > 0
        ? stops.find((stop) => stop > this.playhead)
        : stops.findLast((stop) => stop < this.playhead);
    this.goTo(target ?? (direction > 0 ? this.stops.at(-1)! : this.stops[0]!));
  }

  togglePlay(): void {
    if (!this.playing && this.playhead >= this.run.events.length - 1) this.goTo(-1);
    this.playing = !this.playing;
  }

  /** `seconds` of the reader's time pass while it plays. */
  advance(seconds: number): void {
    const { axis, run } = this;
    const position = axis.toAxis(this.atNs) + seconds * this.speed * this.#axisASecond;
    this.atNs = Math.min(axis.toNs(position), run.endNs);
    this.playhead = Math.max(this.playhead, playheadAt(run, this.atNs));
    if (this.atNs >= run.endNs || this.playhead >= run.events.length - 1) {
      this.playhead = run.events.length - 1;
      this.playing = false;
    }
  }

  /** Where nothing is to move: the next stop, at once. */
  tick(): void {
    this.goTo(nextStop(this.stops, this.playhead));
    this.playing = this.stop < this.stops.length - 1;
  }

  get #axisASecond(): number {
    const { run, axis, stops } = this;
    const flight = run.events.reduce((most, event) => Math.max(most, flightNs(event, run)), 0);
    return (flight > 0 ? flight : axis.length / Math.max(1, stops.length)) / SECONDS_A_FLIGHT;
  }

  /** What is set at once, as a list from a file with its length, is one change; so is what a slider goes through. */
  setParameter(id: string, value: ParameterValue): void {
    const slides = this.history.last === id && typeof value === 'number';
    const history = set(this.history, id, value, slides || this.#setting);
    if (history === this.history) return;
    this.#setting = true;
    queueMicrotask(() => (this.#setting = false));
    this.#change(() => (this.history = history));
  }

  /** Sets a parameter to what was typed or drawn; why not, where it cannot be. */
  trySet(id: string, value: unknown): Refusal | undefined {
    const parameter = this.model.parameters.find((one) => one.id === id);
    if (!parameter) throw new Error(`${this.model.id} has no parameter ${id}`);
    const checked = checkValue(parameter, value);
    if (isRefusal(checked)) return checked;
    this.setParameter(id, checked);
    return undefined;
  }

  intervene(one: Intervention): void {
    if (intervene(this.history, one) === this.history) return;
    this.#change(() => (this.history = intervene(this.history, one)));
  }

  /** A live parameter gets another value from the playhead's time on; a second one at the same time takes its place. */
  changeLive(id: string, value: number): void {
    const parameter = this.model.parameters.find((one) => one.id === id);
    if (parameter?.kind !== 'integer' || !parameter.live) throw new Error(`${id} is no live parameter`);
    const one = changeOf(parameter.live, value, Math.round(this.atNs));
    const last = this.history.done.at(-1);
    const again =
      last?.act === 'set' &&
      last.target === one.target &&
      last.quantity === one.quantity &&
      last.atNs === one.atNs;
    this.#change(
      () => (this.history = again ? replaceLast(this.history, one) : intervene(this.history, one)),
    );
  }

  withdraw(index: number): void {
    this.#change(() => (this.history = withdraw(this.history, index)));
  }

  undo(): void {
    this.#change(() => (this.history = undo(this.history)));
  }

  redo(): void {
    this.#change(() => (this.history = redo(this.history)));
  }

  /** Lays the run without the reader's interventions beside the one with them, or takes it away again. */
  toggleBoth(): void {
    if (!this.both && this.history.done.length === 0) return;
    const at = this.playhead;
    this.both = !this.both;
    this.#rerun(() => this.goTo(at));
  }

  startTask(task: PredictTask): void {
    this.open(setupOf(this.model, task.scenario), () => {
      this.task = task;
      const event = eventAt(this.run.events, task.before);
      this.goTo(event ? previousStop(this.stops, event.n) : -1);
    });
  }

  /** After a change the playhead stays at its time, as far as the new run goes. */
  #change(change: () => void): void {
    const at = this.atNs;
    this.playing = false;
    // a task asks about its own scenario as it stands
    this.task = undefined;
    change();
    if (this.history.done.length === 0) this.both = false;
    this.#rerun(() => this.goTo(playheadAt(this.run, at)));
  }
}

/** A session on a scenario, with what its run takes: for whoever draws it while a page is built, and may have the run already. */
export async function openSession(
  model: ModelCore,
  scenario: string,
  runOf?: (model: ModelCore, scenario: string) => Run,
): Promise<Session> {
  await model.needs?.(setupOf(model, scenario))?.();
  return new Session(model, scenario, runOf?.(model, scenario));
}
