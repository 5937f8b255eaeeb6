import { eventAt } from '#engine/kernel/statement.ts';
import type { Intervention, Run } from '#engine/kernel/trace.ts';
import { historyOf, intervene, redo, undo, withdraw, type History } from './history.ts';
import {
  setupOf,
  type Parameters,
  type ParameterValue,
  type PredictTask,
  type SandboxModel,
  type Scenario,
  type Setup,
} from './model.ts';
import { breakpointsOf, nextStop, playheadAt, previousStop, stopAt, stopsOf, timeOf } from './playback.ts';
import { axisOf, type TimeAxis } from './time-axis.ts';

/** At speed 1 the longest flight of a packet takes this long; a run without packets takes it for each step. */
const SECONDS_A_FLIGHT = 1.1;

/**
 * One reader's hour with one sandbox: the setup, the run that follows from it, and where the playhead stands. Real time
 * enters only through `advance`.
 */
export class Session {
  readonly model: SandboxModel;
  scenario = $state('');
  parameters = $state.raw<Parameters>({});
  seed = $state(0);
  history = $state.raw<History>(historyOf([]));
  /** The run that was kept to be laid beside the present one. */
  kept = $state.raw<Run | undefined>();
  playhead = $state(-1);
  atNs = $state(0);
  playing = $state(false);
  speed = $state(1);
  selection = $state<string | undefined>();
  task = $state.raw<PredictTask | undefined>();

  readonly setup: Setup = $derived({
    scenario: this.scenario,
    parameters: this.parameters,
    seed: this.seed,
    interventions: this.history.done,
  });
  readonly run: Run = $derived(this.#runOf(this.setup));
  readonly stops: readonly number[] = $derived.by(() => stopsOf(this.run, this.model.steps));
  readonly axis: TimeAxis = $derived(axisOf(this.run, this.kept ? [this.kept] : []));
  readonly current: Scenario = $derived.by(() =>
    this.model.scenarios.find((one) => one.id === this.scenario)!,
  );
  readonly breakpoints = $derived(breakpointsOf(this.run, this.current, this.stops));
  /** Index of the stop that is shown. */
  readonly stop: number = $derived(
    Math.max(
      0,
      this.stops.findLastIndex((stop) => stop <= this.playhead),
    ),
  );

  constructor(model: SandboxModel, scenario: string) {
    this.model = model;
    this.open(setupOf(model, scenario));
    this.toOpening();
  }

  #runOf(setup: Setup): Run {
    return this.model.run(setup);
  }

  open(setup: Setup): void {
    this.scenario = setup.scenario;
    this.parameters = setup.parameters;
    this.seed = setup.seed;
    this.history = historyOf(setup.interventions);
    this.kept = undefined;
    this.task = undefined;
    this.selection = undefined;
    this.playing = false;
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

  get #axisASecond(): number {
    const { run, axis, stops } = this;
    let flight = 0;
    for (const event of run.events) {
      if (event.kind === 'arrive')
        flight = Math.max(flight, event.at - (run.frames[Number(event['frame'])]?.sentAt ?? event.at));
    }
    return (flight > 0 ? flight : axis.length / Math.max(1, stops.length)) / SECONDS_A_FLIGHT;
  }

  setParameter(id: string, value: ParameterValue): void {
    this.#change(() => (this.parameters = { ...this.parameters, [id]: value }));
  }

  intervene(one: Intervention): void {
    this.#change(() => (this.history = intervene(this.history, one)));
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
  toggleKept(): void {
    this.kept = this.kept ? undefined : this.#runOf({ ...this.setup, interventions: [] });
  }

  startTask(task: PredictTask): void {
    this.open(setupOf(this.model, task.scenario));
    this.task = task;
    const event = eventAt(this.run.events, task.before);
    this.goTo(event ? previousStop(this.stops, event.n) : -1);
  }

  /** After a change the playhead stays at its time, as far as the new run goes. */
  #change(change: () => void): void {
    const at = this.atNs;
    this.playing = false;
    // a task asks about its own scenario as it stands
    this.task = undefined;
    change();
    this.goTo(playheadAt(this.run, at));
  }
}
