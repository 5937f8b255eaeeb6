/** A hit of one reading, as the index gives it: `id` names the page's record, `score` is only comparable within one index. */
export interface Hit {
  readonly id: string;
  readonly score: number;
}

/** Hits of several readings of one query, each page once, with its best score and the reading that earned it; best first. */
export function merge<H extends Hit>(
  lists: readonly { readonly weight: number; readonly hits: readonly H[] }[],
): H[] {
  const best = new Map<string, { hit: H; score: number }>();
  for (const { weight, hits } of lists) {
    for (const hit of hits) {
      const score = hit.score * weight;
      if (score > (best.get(hit.id)?.score ?? -Infinity)) best.set(hit.id, { hit, score });
    }
  }
  return [...best.values()].sort((a, b) => b.score - a.score).map(({ hit }) => hit);
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
 * in the order of the page where equal.
 */
export function jumps(places: readonly Place[], marks: readonly string[], most = 3): Place[] {
  const named = (place: Place): number => {
    const title = place.title.toLowerCase();
    return marks.filter((mark) => title.includes(mark)).length;
  };
  return places
    .filter((place) => place.url.includes('#'))
    .map((place, order) => ({ place, order, named: named(place) }))
    .sort((a, b) => b.named - a.named || b.place.weight - a.place.weight || a.order - b.order)
    .slice(0, most)
    .map(({ place }) => place);
}

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
