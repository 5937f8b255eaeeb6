/** Takes a page that was made: its place in the built site ('ko/qa/three-way-handshake/index.html') and its HTML. */
export type Feed = (path: string, html: string) => void;

/**
 * How pages reach the index while the site is built: what runs in Astro's configuration (the integration) and what runs among
 * the pages (the middleware) are two instances of every module, so that only the global object is common to both.
 */
const KEY = Symbol.for('keepalive.search.feed');
const common = globalThis as { [KEY]?: Feed };

export const openFeed = (feed: Feed): void => void (common[KEY] = feed);
export const closeFeed = (): void => void delete common[KEY];
/** Undefined where no site is being built: in the server for authors. */
export const feed = (): Feed | undefined => common[KEY];
