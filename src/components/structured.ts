import type { Language } from '#i18n/languages.ts';
import type { Question } from './questions.ts';

const plain = (text: string) => text.replaceAll('`', '').trim();

/** schema.org: the site asks and answers, so a FAQPage. The question itself; its follow-ups stand in the page, once. */
export function structured({ entry }: Question, lang: Language): object {
  const text = plain(`${entry.oneLine[lang]} ${entry.thirtySeconds[lang]}`);
  return {
    '@context': 'https://schema.org',
    '@type': 'FAQPage',
    inLanguage: lang,
    dateModified: entry.checked,
    mainEntity: [
      {
        '@type': 'Question',
        name: plain(entry.question[lang]),
        acceptedAnswer: { '@type': 'Answer', text },
      },
    ],
  };
}
