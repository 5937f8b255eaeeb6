/**
 * Takes a page that was made: its place in the built site ('ko/qa/three-way-handshake/index.html') and its HTML. Gives what is to
 * be written there.
 */
export type Feed = (path: string, html: string) => string | Promise<string>;

/**
 * How pages reach the integrations while the site is built: what runs in Astro's configuration (they) and what runs among the pages
 * (the middleware) are two instances of every module, so that only the global object is common to both.
 */
const KEY = Symbol.for('keepalive.feeds');
const common = globalThis as { [KEY]?: Feed[] };

/** Until the pages are made each goes through `feed`, after those that were opened before. */
export const openFeed = (feed: Feed): void => void (common[KEY] ??= []).push(feed);
export const closeFeeds = (): void => void delete common[KEY];

/** Undefined where no site is being built: in the server for authors. */
export function feed(): Feed | undefined {
  const feeds = common[KEY];
  return (
    feeds &&
    (async (path, html) => {
      let made = html;
      for (const one of feeds) made = await one(path, made);
      return made;
    })
  );
}
