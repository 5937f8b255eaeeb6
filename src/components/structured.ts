import type { Language } from '#i18n/languages.ts';
import type { Question } from './questions.ts';

const plain = (text: string) => text.replaceAll('`', '').trim();

/** schema.org: the site asks and answers, so a FAQPage; the question itself, then its follow-ups answered in place. */
export function structured({ entry }: Question, lang: Language): object {
  const answered = (name: string, text: string) => ({
    '@type': 'Question',
    name: plain(name),
    acceptedAnswer: { '@type': 'Answer', text: plain(text) },
  });
  return {
    '@context': 'https://schema.org',
    '@type': 'FAQPage',
    inLanguage: lang,
    dateModified: entry.checked,
    mainEntity: [
      answered(entry.question[lang], `${entry.oneLine[lang]} ${entry.thirtySeconds[lang]}`),
      ...entry.followUps.flatMap((one) =>
        one.answer ? [answered(one.question[lang], one.answer[lang])] : [],
      ),
    ],
  };
}
