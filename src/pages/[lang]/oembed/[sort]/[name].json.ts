import type { APIContext } from 'astro';
import { places, wantedOf, type Place } from '#components/embed/places.ts';
import { oembedOf } from '#embed/oembed.ts';
import { LANGUAGES, type Language } from '#i18n/languages.ts';

/** oEmbed's answer for each page that can be embedded; the pages name theirs in their head. */
export const getStaticPaths = async () =>
  (await places()).flatMap((place) =>
    LANGUAGES.map((lang) => ({
      params: { lang, sort: place.named.sort, name: place.named.name },
      props: { place },
    })),
  );

export const GET = ({ params, props, site }: APIContext<{ place: Place }>): Response =>
  Response.json(oembedOf(wantedOf(props.place, params['lang'] as Language, site)));
