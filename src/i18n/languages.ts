/** The site's languages; the first is where `/` sends a browser that asks for neither. */
export const LANGUAGES = ['ko', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

export const isLanguage = (value: unknown): value is Language => LANGUAGES.includes(value as Language);

/** The language of the twin page. */
export const twinOf = (lang: Language): Language => (lang === 'ko' ? 'en' : 'ko');
