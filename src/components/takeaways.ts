import { apkg } from '#cards/anki/package.ts';
import { isPlatformKind } from '#cards/qti/bodies.ts';
import { qtiPackage } from '#cards/qti/package.ts';
import { tsv } from '#cards/tsv.ts';
import type { Language } from '#i18n/languages.ts';
import type { Posed } from '#quiz/core/kinds.ts';
import { material } from './cards.ts';

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
  readonly facts: Facts;
}
/** What the page about them tells. The cards themselves are let go: those of a thousand questions would fill memory. */
export interface Facts {
  readonly questions: number;
  readonly items: number;
  readonly pictures: number;
  /** Items that only work in a page. */
  readonly leftOut: number;
  /** Seconds since 1970. */
  readonly modified: number;
  readonly sample: Extract<Posed, { kind: 'single' }>;
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
  const { cards, items, parts, modified, leftOut } = all;
  const questions = cards.filter(({ deck }) => deck === parts[0]!.id).length;
  const asked = items.filter(({ posed }) => isPlatformKind(posed.kind)).length;
  return {
    facts: {
      questions,
      items: cards.length - questions,
      pictures: new Set(cards.flatMap(({ picture }) => picture?.name ?? [])).size,
      leftOut,
      modified,
      sample: items.flatMap(({ posed }) => (posed.kind === 'single' ? posed : []))[0]!,
    },
    apkg: { name: `keepalive-${lang}.apkg`, bytes: await apkg(all), count: cards.length },
    tsv: { name: `keepalive-${lang}.tsv`, bytes: new TextEncoder().encode(tsv(all)), count: cards.length },
    qti: { name: `keepalive-${lang}-qti.zip`, bytes: qtiPackage(items, lang), count: asked },
  };
}
