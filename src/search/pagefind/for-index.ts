import type { Addition } from './additions.ts';

/** Not text to be found: tags (they are filters), the sandbox and its transcript, and quiz items, whose excerpts would tell the answer. */
const LEFT_OUT = [/<(section)\b[^>]* id="sandbox"/, /<(div)\b[^>]* data-island="quiz"/];

/**
 * A built page as the index sees it, in memory only: additions in its head; ids of sections and of glossary terms on headings,
 * which is where Pagefind looks for places to jump to; little weight for the list of sources, whose titles name every word.
 */
export function forIndex(html: string, { meta, filters }: Addition): string {
  const tags = [
    ...Object.entries(meta).map(([name, value]) => tag('meta', name, value)),
    ...Object.entries(filters).map(([name, value]) => tag('filter', name, value)),
  ];
  return LEFT_OUT.reduce((rest, part) => without(rest, part), html)
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

/** The page without the element whose start tag matches, and all that is in it. Half of a page is such: the index reads the rest twice as fast. */
function without(html: string, start: RegExp): string {
  const opening = start.exec(html);
  if (!opening) return html;
  const tags = new RegExp(`<(/?)${opening[1]}\\b`, 'g');
  tags.lastIndex = opening.index + 1;
  for (let depth = 1, tag = tags.exec(html); tag; tag = tags.exec(html)) {
    depth += tag[1] ? -1 : 1;
    if (depth === 0) return html.slice(0, opening.index) + html.slice(html.indexOf('>', tag.index) + 1);
  }
  return html;
}

const tag = (kind: 'meta' | 'filter', name: string, value: string): string =>
  `<meta data-pagefind-${kind}="${name}[content]" content="${escaped(value)}">`;

const escaped = (value: string): string =>
  value.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
