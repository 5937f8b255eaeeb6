import { format } from '#i18n/format.ts';
import type { Language } from '#i18n/languages.ts';
import type { Strings } from '#i18n/strings.ts';

/** Minutes as a reader plans them: "45 min", "2 h 10 min". */
export const duration = (minutes: number, t: Strings, lang: Language): string =>
  minutes < 60
    ? format(t['minutes']!, { n: minutes }, lang)
    : format(t['hours']!, { h: Math.floor(minutes / 60), m: minutes % 60 }, lang);
