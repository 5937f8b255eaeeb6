/** A file of a page. Number 0 is the page itself; every other is named in one that comes before it. */
export interface Resource {
  readonly id: number;
  readonly name: string;
  readonly kind: Kind;
  readonly bytes: number;
  /** The file that names it, and how much of that must be there for the browser to see it; -1 for the page. */
  readonly foundIn: number;
  readonly foundAt: number;
}
export type Kind = 'html' | 'css' | 'js' | 'font' | 'image';
export type Page = readonly Resource[];

export const TYPES: Readonly<Record<Kind, string>> = {
  html: 'text/html; charset=utf-8',
  css: 'text/css',
  js: 'text/javascript',
  font: 'font/woff2',
  image: 'image/webp',
};
/** What browsers ask for first, roughly: what the page cannot be shown without. */
export const RANK: Readonly<Record<Kind, number>> = { html: 0, css: 1, font: 1, js: 2, image: 3 };

const HTML_BYTES = 12_000;

/**
 * A page with so many files beside it, of `fileBytes` each on average: a style sheet, scripts, images, all named in the page; where there are
 * four or more, the last is a font that only the style sheet names, so that nobody can know of it before that is there.
 */
export function makePage(files: number, fileBytes: number): Page {
  const page: Resource[] = [{ id: 0, name: '/', kind: 'html', bytes: HTML_BYTES, foundIn: -1, foundAt: 0 }];
  for (let id = 1; id <= files; id += 1) {
    const kind: Kind = id === 1 ? 'css' : id <= 1 + Math.ceil(files / 8) ? 'js' : 'image';
    // Half, the whole and one and a half of it in turn
    const bytes = Math.max(1, Math.floor((fileBytes * (1 + (id % 3))) / 2));
    if (id === files && files >= 4) {
      page.push({ id, name: '/font.woff2', kind: 'font', bytes, foundIn: 1, foundAt: page[1]!.bytes });
      continue;
    }
    // Styles and scripts in the head, images over the rest of the page
    const foundAt =
      kind === 'image' ? 1500 + Math.floor(((HTML_BYTES - 1500) * id) / (files + 1)) : 300 + 40 * id;
    page.push({ id, name: nameOf(kind, id), kind, bytes, foundIn: 0, foundAt });
  }
  return page;
}

const nameOf = (kind: Kind, id: number): string =>
  kind === 'css' ? '/style.css' : kind === 'js' ? `/app-${id}.js` : `/image-${id}.webp`;

/** Bytes that stand for a file's: readable in a capture, and as many as it has. */
export function contentOf({ name, bytes }: Resource): Uint8Array {
  const line = `${name} `;
  const out = new Uint8Array(bytes);
  for (let at = 0; at < bytes; at += 1)
    out[at] = at % 64 === 63 ? 0x0a : line.charCodeAt(at % line.length) & 0x7f;
  return out;
}
