import type { Language } from '#i18n/languages.ts';
import { rearranged } from '../core/arrange.ts';
import { posed } from '../core/computed.ts';
import { drawFrom, seedOf } from '../core/draw.ts';
import { reviewsOf, type LogEvent, type Session } from '../core/log.ts';
import type { Asked, Pose } from './contract.ts';

/** A computed item with the values of its `nth` asking. Where they cannot be had, it stays as it is. */
export async function drawnAnew(
  asked: Asked,
  nth: number,
  pose: Pose | undefined,
  lang: Language,
): Promise<Asked> {
  const { source } = asked;
  if (!source || !pose) return asked;
  try {
    const drawn = await pose(source, nth);
    return { ...asked, nth, posed: posed(source, drawn, lang), setup: drawn.setup };
  } catch (error) {
    console.error(error);
    return asked;
  }
}

/** Its options in another order by that name; packets stay in the order of time. */
export const rearrangedAnew = (asked: Asked, name: string): Asked =>
  asked.ladder ? asked : { ...asked, posed: rearranged(asked.posed, drawFrom(seedOf(name))) };

/** All items of an exam, the same whenever it is looked at: drawn and arranged by what was known when it began. */
export function sheetItems(
  session: Session,
  log: readonly LogEvent[],
  items: ReadonlyMap<string, Asked>,
  pose: Pose,
  lang: Language,
): Promise<Asked[]> {
  const before = reviewsOf(log).filter(({ at }) => at < session.at);
  const known = session.items.flatMap((id) => items.get(id) ?? []);
  return Promise.all(
    known.map(async (one) => {
      const { id } = one.posed;
      const nth = before.filter(({ item }) => item === id).length;
      const asked = nth > (one.nth ?? 0) ? await drawnAnew(one, nth, pose, lang) : one;
      return rearrangedAnew(asked, `${session.id}/${id}`);
    }),
  );
}
