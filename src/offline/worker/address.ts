/**
 * Where a request leads within the site, as a release names it: without origin, sub-path, query and 'index.html'.
 * Undefined for another origin, another part of this one, and the worker's own file.
 * @example addressIn('https://a.b/net/', 'https://a.b/net/ko/index.html?q=1') // 'ko/'
 */
export function addressIn(root: string, url: string): string | undefined {
  const { origin, pathname } = new URL(url);
  const path = origin + pathname;
  if (!path.startsWith(root)) return undefined;
  const address = path.slice(root.length).replace(/(^|\/)index\.html$/, '$1');
  return address === 'sw.js' ? undefined : address;
}

/** Runs `work` over all of `items`, at most `width` at a time; the first failure ends it. */
export async function inTurn<T>(
  width: number,
  items: readonly T[],
  work: (item: T) => Promise<unknown>,
): Promise<void> {
  const rest = [...items];
  const lane = async () => {
    for (let item = rest.shift(); item !== undefined; item = rest.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: width }, lane));
}
