import { merged, type Confidence, type Draft, type LogEvent, type Review, type Session } from './log.ts';

/** An exam as its events tell it: nothing of it is graded before it is handed in. */

const MINUTE = 60_000;

/** What stands for an item on the answer sheet. */
export type Entry = Pick<Draft, 'answer' | 'confidence' | 'flag' | 'ms'>;

export interface Sheet {
  /** By item; what was never touched is missing. */
  readonly entries: ReadonlyMap<string, Entry>;
  readonly endsAt: number;
}

export const endsAt = (session: Session): number => session.at + (session.minutes ?? 60) * MINUTE;

/** The sheet as it was left: the last draft of each item, none of them from after the end. */
export function sheetOf(session: Session, log: readonly LogEvent[]): Sheet {
  const end = endsAt(session);
  const entries = new Map<string, Entry>();
  for (const event of merged(log)) {
    if (event.type === 'draft' && event.session === session.id && event.at <= end)
      entries.set(event.item, event);
  }
  return { entries, endsAt: end };
}

/** What was written here, and for items that were left alone here, what was written in another tab. */
export const together = (
  here: Sheet['entries'],
  session: Session,
  log: readonly LogEvent[],
): Sheet['entries'] => new Map([...sheetOf(session, log).entries, ...here]);

/** The sheet after a change of one of its entries. */
export function withEntry(entries: Sheet['entries'], item: string, change: Partial<Entry>): Sheet['entries'] {
  const untouched: Entry = { answer: '', ms: 0 };
  return new Map([...entries, [item, { ...(entries.get(item) ?? untouched), ...change }]]);
}

export const isHandedIn = (session: Session, log: readonly LogEvent[]): boolean =>
  log.some((event) => event.type === 'handed' && event.session === session.id);

/** A graded entry of the sheet. */
export type Marked = Pick<Review, 'item' | 'version' | 'kind' | 'score' | 'ms' | 'answer'> & {
  readonly confidence?: Confidence | undefined;
};

/**
 * The events of handing in, at `now` or when time was up. Their ids follow from the session, so two tabs that hand in at once
 * hand in once. What was not answered is no review: it may have been known.
 */
export function handIn(session: Session, marked: readonly Marked[], now: number): LogEvent[] {
  const at = Math.min(now, endsAt(session));
  return [
    { type: 'handed', id: `handed:${session.id}`, at, session: session.id },
    ...marked.map((one): Review => ({
      type: 'review',
      id: `${session.id}/${one.item}`,
      at,
      session: session.id,
      ...one,
    })),
  ];
}

/** The last exam that was handed in: its results can be looked at again. */
export function lastExam(log: readonly LogEvent[]): Session | undefined {
  return merged(log).findLast(
    (event): event is Session => event.type === 'session' && event.mode === 'exam' && isHandedIn(event, log),
  );
}
