import type { Addition } from './additions.ts';

/**
 * A built page as the index sees it, in memory only: additions in its head; ids of sections and of glossary terms on headings,
 * which is where Pagefind looks for places to jump to; little weight for the list of sources, whose titles name every word.
 */
export function forIndex(html: string, { meta, filters }: Addition): string {
  const tags = [
    ...Object.entries(meta).map(([name, value]) => tag('meta', name, value)),
    ...Object.entries(filters).map(([name, value]) => tag('filter', name, value)),
  ];
  return html
    .replace('</head>', () => `${tags.join('')}</head>`)
    .replace('id="sources"', 'id="sources" data-pagefind-weight="0.2"')
    .replace(/(<section\b[^>]*\sid="([^"]+)"[^>]*>\s*<h[2-6])(?![^>]*\sid=)/g, '$1 id="$2"')
    .replace(
      /<div id="([^"]+)"([^>]*)>\s*<dt[^>]*>([\s\S]*?)<\/dt>/g,
      // no heavier than its text: the page that treats a term comes before its entry in the glossary
      (_, id: string, rest: string, name: string) =>
        `<div${rest}><h3 id="${id}" data-pagefind-weight="1">${name.replaceAll('<span', ' <span')}</h3>`,
    );
}

const tag = (kind: 'meta' | 'filter', name: string, value: string): string =>
  `<meta data-pagefind-${kind}="${name}[content]" content="${escaped(value)}">`;

const escaped = (value: string): string =>
  value.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
