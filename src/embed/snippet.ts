import type { EmbedAddress } from './address.ts';
import { ALLOW, HEIGHTS, placeOf, SANDBOX, type Named } from './place.ts';

/** What a snippet is made from; addresses are whole, `root` ends with a slash. */
export interface Wanted {
  readonly root: string;
  readonly named: Named;
  readonly asked: Partial<EmbedAddress>;
  /** Name of the frame, and words of the link. */
  readonly title: string;
  /** Where it is at home: the page of the question, or of the sandbox. */
  readonly home: string;
  /** Picture of 1200 by 630; undefined where pictures are not built. */
  readonly picture: string | undefined;
  /** Pixels; that of its sort where none is given. */
  readonly height?: number | undefined;
}

const text = (value: string): string =>
  value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

/** Attributes as they are written; what is undefined is left out. */
const attributes = (all: Readonly<Record<string, string | number | undefined>>): string =>
  Object.entries(all)
    .map(([name, value]) => (value === undefined ? '' : ` ${name}="${text(String(value))}"`))
    .join('');

/** A frame that needs no script: with its own scroll where the place is too small. */
export function frameSnippet({ root, named, asked, title, height = HEIGHTS[named.sort] }: Wanted): string {
  const style = `display:block;width:100%;height:${height}px;border:0`;
  const src = placeOf(root, named, asked);
  return `<iframe${attributes({ src, title, loading: 'lazy', sandbox: SANDBOX, allow: ALLOW, style })}></iframe>`;
}

/** A place that embed.js turns into a frame as high as what it shows; without scripts, a link. */
export function scriptSnippet({ root, named, asked, title, home, height }: Wanted): string {
  const place = attributes({
    'data-keepalive': `${named.sort}/${named.name}`,
    'data-lang': asked.lang,
    'data-theme': asked.theme === 'auto' ? undefined : asked.theme,
    'data-item': asked.item,
    'data-scenario': asked.scenario,
    'data-height': height,
  });
  const link = `<a${attributes({ href: home })}>${text(title)}</a>`;
  return `<div${place}>${link}</div>\n<script async${attributes({ src: `${root}embed.js` })}></script>`;
}

/** A picture that leads to the page, for where neither frames nor scripts are let in; its name where there is no picture. */
export function pictureSnippet({ title, home, picture }: Wanted): string {
  const shown = picture
    ? `<img${attributes({ src: picture, alt: title, width: 600, height: 315 })}>`
    : text(title);
  return `<a${attributes({ href: home })}>${shown}</a>`;
}

export const SNIPPETS = { frame: frameSnippet, script: scriptSnippet, picture: pictureSnippet } as const;
