import type { Intervention, Run, TraceEvent } from '#engine/kernel/trace.ts';
import type { Language } from '#i18n/languages.ts';
import type { ParameterValue, Setup } from './model.ts';
import type { Refusal } from './setup.ts';
import type { TimeAxis } from './time-axis.ts';

/** Texts of a sandbox and its reasons: flat keys to templates (content/sandboxes, content/reasons, content/ui). */
export type Texts = Readonly<Record<string, string>>;

/** What a sandbox's `Views.svelte` is given. The picture is a function of these and of nothing else. */
export interface ViewsProps<E extends TraceEvent = TraceEvent> {
  readonly run: Run<E>;
  /** The run that was kept for comparison, on the same time axis; undefined where there is none. */
  readonly other: Run<E> | undefined;
  /** Index `n` of the last event that has happened. */
  readonly playhead: number;
  /** Simulated time of the moving picture: between the playhead's event and the next. */
  readonly atNs: number;
  readonly axis: TimeAxis;
  /** How much longer than usual the reader wants time drawn: 1/8 to 8. */
  readonly zoom: number;
  /** Index `n` of the first event in which `run` and `other` differ. */
  readonly parted: number | undefined;
  /** Name of the selected target (a frame's, a request's), if any. */
  readonly selection: string | undefined;
  readonly select: (name: string | undefined) => void;
  /** Moves the playhead to the last event at or before this time (a plot that is pointed at). */
  readonly seek: (atNs: number) => void;
  readonly setup: Setup;
  /** Sets a parameter from within the picture (a field that is edited where it is shown). Why not, where it cannot be. */
  readonly set: (parameter: string, value: ParameterValue) => Refusal | undefined;
  /** Intervenes from within the picture (a link that is cut where it is drawn). */
  readonly act: (intervention: Intervention) => void;
  readonly text: Texts;
  readonly lang: Language;
}
