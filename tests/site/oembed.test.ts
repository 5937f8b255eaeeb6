import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseFragment } from 'parse5';
import { describe, expect, test } from 'vitest';
import { attribute, base, dist, files, named, pages } from './pages.ts';

const told = (page: (typeof pages)[number]) =>
  named(page, 'link').filter((one) => attribute(one, 'type') === 'application/json+oembed');
const embeddable = pages.filter(({ path }) => /^(ko|en)\/(qa|sandboxes)\/[^/]+\/$|^embed\//.test(path));

describe.each(embeddable)('$file', (page) => {
  test('names what oEmbed is told of it, which names a page that is there', () => {
    const [link, ...more] = told(page);
    expect(more).toEqual([]);
    const { pathname } = new URL(attribute(link!, 'href')!);
    const answer = JSON.parse(readFileSync(join(dist, pathname.slice(base.length)), 'utf8')) as Record<
      string,
      string
    >;
    expect(answer).toMatchObject({ version: '1.0', type: 'rich', provider_name: 'Keepalive' });
    const [frame] = parseFragment(answer['html']!).childNodes;
    const src = new URL(attribute(frame as never, 'src')!);
    expect(files).toContain(`${src.pathname.slice(base.length)}index.html`);
    // a build without pictures promises none
    const thumbnail = answer['thumbnail_url'];
    if (thumbnail) {
      expect(files).toContain(new URL(thumbnail).pathname.slice(base.length));
      expect(answer).toMatchObject({ thumbnail_width: 1200, thumbnail_height: 630 });
    }
  });
});

test('no other page has one', () => {
  const others = pages.filter((page) => !embeddable.includes(page) && told(page).length > 0);
  expect(others.map(({ file }) => file)).toEqual([]);
});
