import { posed } from '#quiz/core/computed.ts';
import { inLanguage } from '#quiz/core/question.ts';
import type { Asked } from '#quiz/items/contract.ts';
import type { Language } from '#i18n/languages.ts';
import type { Entry } from '#schemas/entry.ts';
import { pose } from './poses.ts';

/** The items of an entry as they are first asked: computed ones with the values of their first draw. */
export function askedOf(
  slug: string,
  entry: Pick<Entry, 'quiz' | 'sandbox'>,
  lang: Language,
): Promise<Asked[]> {
  return Promise.all(
    entry.quiz.map(async (item): Promise<Asked> => {
      const question = inLanguage(item, lang);
      const place = { page: slug, sandbox: entry.sandbox };
      if (question.kind === 'goal') return { posed: { ...question, reached: undefined }, ...place };
      if (question.kind !== 'computed') return { posed: question, ...place };
      const drawn = await pose(question, 0);
      return { posed: posed(question, drawn, lang), source: question, nth: 0, setup: drawn.setup, ...place };
    }),
  );
}
