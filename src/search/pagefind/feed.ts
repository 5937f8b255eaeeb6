/**
 * Takes a page that was made: its place in the built site ('ko/qa/three-way-handshake/index.html') and its HTML. Gives what is to
 * be written there.
 */
export type Feed = (path: string, html: string) => string | Promise<string>;

const feeds: Feed[] = [];

/** Until the pages are made each goes through `feed`, after those that were opened before. */
export const openFeed = (feed: Feed): void => void feeds.push(feed);

/** Through all that are open (#prerender). */
export const feed: Feed = async (path, html) => {
  let made = html;
  for (const one of feeds) made = await one(path, made);
  return made;
};
