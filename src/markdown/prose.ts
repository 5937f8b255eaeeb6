import { satteriHighlightPlugin } from '@astrojs/markdown-satteri';
import { markdownToHtml } from 'satteri';
import { highlightOnce } from './code.ts';
import { components, type Tags } from './components.ts';
import { koreanEmphasis } from './emphasis.ts';
import { framedTables, frames, type FrameWords } from './frames.ts';
import { headingIds } from './headings.ts';
import { typography } from './typography.ts';

/** HTML made at build time from the repository's own prose: only `render` makes it, so nothing else can be set as mark-up. */
export interface Prose {
  readonly html: string & { readonly fromProse: unique symbol };
  readonly headings: readonly { readonly id: string; readonly text: string }[];
}

/** For `set:html`. */
export const asProse = (prose: Prose): string => prose.html;

/**
 * Prose to HTML in one pass, without a module for each page: as MDX, a thousand questions took three times as long to build and
 * more memory than a build machine has. What its components are is said by `tags`.
 */
export async function render(source: string, tags: Tags, words: FrameWords): Promise<Prose> {
  const highlight = satteriHighlightPlugin(highlightOnce, undefined);
  const headings: Prose['headings'][number][] = [];
  const { html } = await markdownToHtml(source, {
    mdastPlugins: [koreanEmphasis, headingIds(headings), typography, components(tags)],
    hastPlugins: [highlight, frames(words)],
    features: { gfm: true },
  });
  return { html: framedTables(html, words) as Prose['html'], headings };
}
