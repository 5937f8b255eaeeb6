/** A hit of one reading, as the index gives it: `id` names the page's record, `score` is only comparable within one index. */
export interface Hit {
  readonly id: string;
  readonly score: number;
}

/** A page that was found; `hit` where the index found it, and not its name alone. */
export interface Ranked<H extends Hit> {
  readonly id: string;
  readonly hit: H | undefined;
}

/** How much a page is worth that holds the words best, beside one that is named by them. */
const IN_TEXT = 0.6;

/**
 * What several readings of one query found, each page once, by its best score, together with how well the query names it
 * (`named`: up to 1, above where it is a name and nothing else); best first.
 */
export function rank<H extends Hit>(
  lists: readonly { readonly weight: number; readonly hits: readonly H[] }[],
  named: ReadonlyMap<string, { readonly score: number }>,
): Ranked<H>[] {
  const best = new Map<string, { hit: H; score: number }>();
  for (const { weight, hits } of lists) {
    for (const hit of hits) {
      const score = hit.score * weight;
      if (score > (best.get(hit.id)?.score ?? -Infinity)) best.set(hit.id, { hit, score });
    }
  }
  const most = Math.max(...[...best.values()].map(({ score }) => score));
  const worth = (id: string): number =>
    (named.get(id)?.score ?? 0) + (best.has(id) ? (IN_TEXT * best.get(id)!.score) / most : 0);
  return [...new Set([...best.keys(), ...named.keys()])]
    .map((id) => ({ id, hit: best.get(id)?.hit, worth: worth(id) }))
    .sort((a, b) => b.worth - a.worth)
    .map(({ id, hit }) => ({ id, hit }));
}

/** A place on a page: its heading, its address, the words around with <mark> at the hits, and what all hits there weigh. */
export interface Place {
  readonly title: string;
  readonly url: string;
  readonly excerpt: string;
  readonly weight: number;
}

/**
 * The headings worth jumping to, at most `most`: first those that name the words themselves, then those with the weightiest hits under them;
 * in the order of the page where equal. After them at most one item of the quiz, and only one that names the words.
 */
export function jumps(places: readonly Place[], marks: readonly string[], most = 3): Place[] {
  const named = (place: Place): number => {
    const title = place.title.toLowerCase();
    return marks.filter((mark) => title.includes(mark)).length;
  };
  const ranked = places
    .filter((place) => place.url.includes('#'))
    .map((place, order) => ({ place, order, named: named(place) }))
    .sort((a, b) => b.named - a.named || b.place.weight - a.place.weight || a.order - b.order);
  const item = ranked.find((one) => isItem(one.place) && one.named > 0);
  const headings = ranked.filter((one) => !isItem(one.place)).slice(0, item ? most - 1 : most);
  return [...headings, ...(item ? [item] : [])].map(({ place }) => place);
}

/** Whether a place is an item of a page's quiz. */
export const isItem = (place: { readonly url: string }): boolean => place.url.includes('#quiz-');

/** An excerpt cut at its <mark>s, so that it reaches the page as text and never as HTML. */
export function pieces(excerpt: string): { readonly text: string; readonly marked: boolean }[] {
  return excerpt.split(/<(\/?)mark>/).reduce<{ text: string; marked: boolean }[]>((all, part, n) => {
    // split() puts the captured slash between the texts: text, '' (opens), text, '/' (closes), text ...
    if (n % 2 === 0 && part !== '') all.push({ text: unescaped(part), marked: (n / 2) % 2 === 1 });
    return all;
  }, []);
}

const unescaped = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

/**
 * The words to mark at a place: those that were asked for, where its excerpt has them; else the words that the index hit there
 * ('handshaking' finds 'handshake', '핸드셰이킹' finds '핸드셰이크를').
 */
export function marksAt(excerpt: string, asked: readonly string[]): string[] {
  const hit = pieces(excerpt)
    .filter(({ marked }) => marked)
    .map(({ text }) => text.toLowerCase().replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, ''));
  const there = asked.filter((word) => hit.some((text) => text.includes(word)));
  return there.length > 0 ? there : [...new Set(hit)].filter((text) => text.length > 1);
}

/** Where the words stand in a text, as [from, to) pairs without overlap, in order: what the page that was jumped to marks. */
export function ranges(text: string, marks: readonly string[]): [number, number][] {
  const lower = text.toLowerCase();
  const found: [number, number][] = [];
  for (const mark of marks) {
    for (let at = lower.indexOf(mark); at >= 0; at = lower.indexOf(mark, at + mark.length)) {
      const end = at + mark.length;
      if (found.every(([from, to]) => end <= from || at >= to)) found.push([at, end]);
    }
  }
  return found.sort((a, b) => a[0] - b[0]);
}
