import type { Item } from '#schemas/item.ts';
import type { Text } from '#schemas/text.ts';
import type { Language } from '#i18n/languages.ts';

/** The same value with every text in one language; accepted forms stay in both. */
export type Localised<T> = T extends Text
  ? string
  : T extends readonly (infer U)[]
    ? Localised<U>[]
    : T extends object
      ? { [K in keyof T]: Localised<T[K]> }
      : T;

/** An item as one page shows it: what graders, components and the JSON beside the mark-up take. */
export type Question = Localised<Item>;
export type Kind = Question['kind'];
export type QuestionOf<K extends Kind> = Extract<Question, { kind: K }>;

/** What a reader gave, as it is stored: an option's id, several ids, ids in their order, or the typed text. */
export type Answer = string | readonly string[];

const isText = (value: object): value is Text =>
  typeof (value as Partial<Text>).ko === 'string' && typeof (value as Partial<Text>).en === 'string';

/** Takes one language out of a value of content. */
export function inLanguage<T>(value: T, lang: Language): Localised<T> {
  const pick = (part: unknown): unknown => {
    if (Array.isArray(part)) return part.map(pick);
    if (part === null || typeof part !== 'object') return part;
    if (isText(part)) return part[lang];
    return Object.fromEntries(Object.entries(part).map(([name, inner]) => [name, pick(inner)]));
  };
  return pick(value) as Localised<T>;
}
