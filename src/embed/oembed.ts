import { frameSnippet, type Wanted } from './snippet.ts';
import { HEIGHTS } from './place.ts';

/** Pixels. A static answer cannot honour `maxwidth`: the frame in it takes the width that there is. */
const WIDTH = 720;

/** What a site that knows oEmbed (oembed.com, version 1.0, type "rich") is told of a page that can be embedded. */
export const oembedOf = (wanted: Wanted) => ({
  version: '1.0',
  type: 'rich',
  provider_name: 'Keepalive',
  provider_url: wanted.root,
  title: wanted.title,
  html: frameSnippet(wanted),
  width: WIDTH,
  height: HEIGHTS[wanted.named.sort],
  // the three go together, or none of them (section 2.3.4)
  ...(wanted.picture && { thumbnail_url: wanted.picture, thumbnail_width: 1200, thumbnail_height: 630 }),
});
