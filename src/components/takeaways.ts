import { apkg } from '#cards/anki/package.ts';
import { isPlatformKind } from '#cards/qti/bodies.ts';
import { qtiPackage } from '#cards/qti/package.ts';
import { tsv } from '#cards/tsv.ts';
import type { Language } from '#i18n/languages.ts';
import { material, type Material } from './cards.ts';

export const SORTS = ['apkg', 'tsv', 'qti'] as const;
export type Sort = (typeof SORTS)[number];

/** What a reader may take along, as it is served. */
export interface Takeaway {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Cards, or items where there are no cards. */
  readonly count: number;
}
export interface Takeaways extends Readonly<Record<Sort, Takeaway>> {
  readonly material: Material;
}

const made = new Map<Language, Promise<Takeaways>>();

/** All files of a language. Made once per build, for their addresses and for the page that tells their sizes. */
export function takeaways(lang: Language, site: URL | undefined): Promise<Takeaways> {
  const known = made.get(lang) ?? make(lang, site);
  if (!import.meta.env.DEV) made.set(lang, known);
  return known;
}

async function make(lang: Language, site: URL | undefined): Promise<Takeaways> {
  const all = await material(lang, site);
  const { cards, items } = all;
  const asked = items.filter(({ posed }) => isPlatformKind(posed.kind)).length;
  return {
    material: all,
    apkg: { name: `keepalive-${lang}.apkg`, bytes: await apkg(all), count: cards.length },
    tsv: { name: `keepalive-${lang}.tsv`, bytes: new TextEncoder().encode(tsv(all)), count: cards.length },
    qti: { name: `keepalive-${lang}-qti.zip`, bytes: qtiPackage(items, lang), count: asked },
  };
}
