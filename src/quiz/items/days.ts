import type { Language } from '#i18n/languages.ts';
import type { DayOf } from '../core/statistics.ts';

const DAY = 86_400_000;
const MINUTE = 60_000;

/** The days of the place where the browser is, as a count; summer time included. */
export const localDay: DayOf = (at) => Math.floor((at - new Date(at).getTimezoneOffset() * MINUTE) / DAY);

/** '11. 21.', '11/21': the name of a day that `localDay` counted. */
export function dayName(day: number, lang: Language): string {
  const names = new Intl.DateTimeFormat(lang, { month: 'numeric', day: 'numeric', timeZone: 'UTC' });
  return names.format(new Date(day * DAY));
}
