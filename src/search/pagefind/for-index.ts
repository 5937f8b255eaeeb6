import type { Addition } from './additions.ts';

/** Not text to be found: the links to all other pages; the sandbox and its transcript. */
const NAVIGATION = /<(nav)\b[^>]* id="navigation"/;
const SANDBOX = /<(section)\b[^>]* id="sandbox"/;
/** Of a quiz only what it asks: more would tell the answer. */
const QUIZ = /<(div)\b[^>]* data-island="quiz"/;
const STEM = /<p class="stem" id="([^"]+)"[^>]*>([\s\S]*?)<\/p>/g;

/**
 * A built page as the index sees it, in memory only: additions in its head; ids of sections and of glossary terms on headings,
 * which is where Pagefind looks for places to jump to; little weight for the list of sources, whose titles name every word; no numbers of
 * sources in the text.
 */
export function forIndex(html: string, { meta, filters }: Addition): string {
  const tags = [
    ...Object.entries(meta).map(([name, value]) => tag('meta', name, value)),
    ...Object.entries(filters).map(([name, value]) => tag('filter', name, value)),
  ];
  const short = [NAVIGATION, SANDBOX].reduce((page, start) => replaced(page, start, () => ''), html);
  return replaced(short, QUIZ, stems)
    .replace(CITED, '')
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

/** The number of a source in the text: its digits are no part of the word before it. */
const CITED = /<sup class="cite"[^>]*>[\s\S]*?<\/sup>/g;

/** The stems of a quiz as headings, which is what a reader can jump to. */
const stems = (quiz: string): string =>
  [...quiz.matchAll(STEM)]
    .map(([, id, stem]) => `<h3 id="${id}" data-pagefind-weight="0.5">${stem!.replace(PLACE, '')}</h3>`)
    .join('');
/** Its number on the page. */
const PLACE = /<span class="place">\d+<\/span>/;

/** The page with something else in place of the element whose start tag matches. Half of a page is such: the index reads the rest twice as fast. */
function replaced(html: string, start: RegExp, by: (element: string) => string): string {
  const opening = start.exec(html);
  if (!opening) return html;
  const tags = new RegExp(`<(/?)${opening[1]}\\b`, 'g');
  tags.lastIndex = opening.index + 1;
  for (let depth = 1, tag = tags.exec(html); tag; tag = tags.exec(html)) {
    depth += tag[1] ? -1 : 1;
    if (depth > 0) continue;
    const end = html.indexOf('>', tag.index) + 1;
    return html.slice(0, opening.index) + by(html.slice(opening.index, end)) + html.slice(end);
  }
  return html;
}

const tag = (kind: 'meta' | 'filter', name: string, value: string): string =>
  `<meta data-pagefind-${kind}="${name}[content]" content="${escaped(value)}">`;

const escaped = (value: string): string =>
  value.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
