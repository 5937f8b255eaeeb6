import { hasPictures, questionPath, questions, sandboxPath } from '#components/questions.ts';
import { modelOf, sandboxText } from '#components/sandboxes.ts';
import { placeOf, type Named } from '#embed/place.ts';
import type { Wanted } from '#embed/snippet.ts';
import { href } from '#i18n/href.ts';
import type { Language } from '#i18n/languages.ts';
import { roomIds } from '#sandboxes/rooms.ts';

/** One thing that can be embedded, in words of both languages. */
export interface Place {
  readonly named: Named;
  readonly title: Readonly<Record<Language, string>>;
  /** Of a sandbox: what it can open on. */
  readonly scenarios: readonly { readonly id: string; readonly name: Readonly<Record<Language, string>> }[];
}

const inBoth = async (make: (lang: Language) => string | Promise<string>): Promise<Place['title']> => ({
  ko: await make('ko'),
  en: await make('en'),
});

const quiz = async ({ slug, entry }: Awaited<ReturnType<typeof questions>>[number]): Promise<Place> => ({
  named: { sort: 'quiz', name: slug },
  title: entry.question,
  scenarios: [],
});

async function sandbox(id: string): Promise<Place> {
  const texts = { ko: await sandboxText(id, 'ko'), en: await sandboxText(id, 'en') };
  return {
    named: { sort: 'sandbox', name: id },
    title: await inBoth((lang) => texts[lang]['name']!),
    scenarios: await Promise.all(
      modelOf(id).scenarios.map(async (one) => ({
        id: one.id,
        name: await inBoth((lang) => texts[lang][`scenario.${one.id}.name`]!),
      })),
    ),
  };
}

/** Everything that can be embedded: quizzes in reading order, then sandboxes. */
export const places = async (): Promise<readonly Place[]> =>
  Promise.all([...(await questions()).map(quiz), ...roomIds.map(sandbox)]);

/** Where what is embedded is at home. */
export const homeOf = ({ sort, name }: Named, lang: Language): string =>
  sort === 'quiz' ? questionPath(lang, name) : sandboxPath(lang, name);

/** Picture for links to it. */
const pictureOf = ({ sort, name }: Named, lang: Language): string =>
  `/og/${lang}/${sort === 'quiz' ? '' : 'sandbox/'}${name}.png`;

/** What a snippet of it is made from, with whole addresses. */
export function wantedOf({ named, title }: Place, lang: Language, site: URL | undefined): Wanted {
  const whole = (path: string) => new URL(href(path), site).href;
  return {
    root: whole('/'),
    named,
    asked: { lang },
    title: title[lang],
    home: whole(homeOf(named, lang)),
    picture: hasPictures ? whole(pictureOf(named, lang)) : undefined,
  };
}

/** Address inside this site. */
export const embedPath = (named: Named, lang: Language): string => href(placeOf('/', named, { lang }));

/** Address of what oEmbed is told of it. */
export const oembedPath = ({ sort, name }: Named, lang: Language): string =>
  `/${lang}/oembed/${sort}/${name}.json`;
