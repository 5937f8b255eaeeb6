import type { Language } from '#i18n/languages.ts';
import type { Strings } from '#i18n/strings.ts';
import type { Drawn } from '../core/computed.ts';
import type { Grade } from '../core/contract.ts';
import type { Posed } from '../core/kinds.ts';
import type { Review } from '../core/log.ts';
import type { Answer, Kind, QuestionOf } from '../core/question.ts';
import type { Ladder } from '../core/traced.ts';

/** A question as it is asked now; `source` is there when its values were drawn and can be drawn anew. */
export interface Asked {
  readonly posed: Posed;
  readonly source?: QuestionOf<'computed'>;
  /** Which asking this is, from 0. */
  readonly nth?: number;
  /** The run that proves the answer of a drawn question. */
  readonly setup?: unknown;
  /** The item's own kind, where the engine made another of it. */
  readonly as?: Kind;
  /** The run stops here, just before what is asked for: a scenario, and a moment as JSON. */
  readonly stop?: { readonly scenario: string; readonly before: string };
  /** The run whose packets are its options, in the order of time. */
  readonly ladder?: Ladder;
  /** The page that asks it, and the sandbox whose runs its options name. */
  readonly page: string;
  readonly sandbox: string;
}

/** The kind that the log names. */
export const kindOf = ({ as, source, posed }: Pick<Asked, 'as' | 'source' | 'posed'>): Kind =>
  as ?? (source ? 'computed' : posed.kind);

/** What the component of a kind gets. It shows the question and, once `grade` is there, what became of the answer. */
export interface KindProps<P extends Posed = Posed> {
  readonly question: P;
  answer: Answer;
  readonly grade: Grade | undefined;
  /** Scripts run: controls that need them may be used. */
  readonly live: boolean;
  /** Id of the element that holds the stem. */
  readonly label: string;
  readonly words: Strings;
  readonly lang: Language;
  readonly around?: Around | undefined;
  /** Checks the answer, as the item's own button does. */
  readonly submit?: (() => void) | undefined;
}

/** Draws a sandbox at a scenario in an empty element; gives what takes it away again. */
export type OpenSandbox = (place: HTMLElement, sandbox: string, scenario: string) => Promise<() => void>;

/** What stands around an item: where its sandbox is. */
export interface Around {
  /** Page of the sandbox; '' where it is this page. */
  readonly showIn: string;
  /** The sandbox of that page. */
  readonly sandbox: string;
  readonly open?: OpenSandbox | undefined;
}

/** What an item tells of its answer. */
export type Given = Pick<Review, 'item' | 'version' | 'kind' | 'score' | 'confidence' | 'ms' | 'answer'>;

/** Draws the values of a computed item: from the sandbox's model, which the quiz does not know. */
export type Pose = (source: QuestionOf<'computed'>, nth: number) => Promise<Drawn>;

/** What an item may ask of the page it is on. */
export interface Desk {
  /** Milliseconds; only differences matter. */
  now(): number;
  answered(given: Given): void;
  /** How often the item was answered before: a computed one is then asked with other values. */
  timesAnswered(item: string): number;
  readonly pose?: Pose | undefined;
  readonly open?: OpenSandbox | undefined;
}

/** What the notebook says of misconceptions (`<page>/<misconception>`) and pages, in one language. */
export interface Reasons {
  readonly misconceptions: Readonly<
    Record<string, { readonly said: string; readonly truth: string; readonly run: string }>
  >;
  /** Page -> its question. */
  readonly pages: Readonly<Record<string, string>>;
}
