import { parseFragment, type DefaultTreeAdapterTypes as Tree } from 'parse5';
import { describe, expect, it, test } from 'vitest';
import { oembedOf } from '#embed/oembed.ts';
import { frameSnippet, pictureSnippet, scriptSnippet, type Wanted } from '#embed/snippet.ts';

const wanted: Wanted = {
  root: 'https://a.b/net/',
  named: { sort: 'sandbox', name: 'tcp-flow' },
  asked: { lang: 'en', theme: 'dark', scenario: 'zero-window' },
  title: 'Flow & "window" <of> TCP',
  home: 'https://a.b/net/en/sandboxes/tcp-flow/',
  picture: 'https://a.b/net/og/en/sandbox/tcp-flow.png',
};

/** Elements with their attributes, as a browser reads the snippet; text in them as a string. */
type Read = [tag: string, attributes: Record<string, string>, ...inside: unknown[]];
function read(html: string): Read[] {
  const of = (node: Tree.ParentNode): Read[] =>
    node.childNodes.flatMap((one) =>
      'tagName' in one
        ? [
            [
              one.tagName,
              Object.fromEntries(one.attrs.map(({ name, value }) => [name, value])),
              ...one.childNodes.flatMap((inner) => ('value' in inner ? [inner.value] : [])),
              ...of(one),
            ] as Read,
          ]
        : [],
    );
  return of(parseFragment(html));
}

describe('a snippet', () => {
  it('of a frame alone needs nothing else', () => {
    expect(read(frameSnippet({ ...wanted, height: 600 }))).toEqual([
      [
        'iframe',
        {
          src: 'https://a.b/net/embed/sandbox/tcp-flow/?lang=en&theme=dark&scenario=zero-window',
          title: 'Flow & "window" <of> TCP',
          loading: 'lazy',
          sandbox: 'allow-scripts allow-popups allow-popups-to-escape-sandbox allow-downloads',
          allow: 'clipboard-write',
          style: 'display:block;width:100%;height:600px;border:0',
        },
      ],
    ]);
  });
  it('of a place has a link in it, and the script beside it', () => {
    expect(read(scriptSnippet(wanted))).toEqual([
      [
        'div',
        {
          'data-keepalive': 'sandbox/tcp-flow',
          'data-lang': 'en',
          'data-theme': 'dark',
          'data-scenario': 'zero-window',
        },
        ['a', { href: 'https://a.b/net/en/sandboxes/tcp-flow/' }, 'Flow & "window" <of> TCP'],
      ],
      ['script', { async: '', src: 'https://a.b/net/embed.js' }],
    ]);
  });
  it('of a picture is a link', () => {
    expect(read(pictureSnippet(wanted))).toEqual([
      [
        'a',
        { href: 'https://a.b/net/en/sandboxes/tcp-flow/' },
        [
          'img',
          {
            src: 'https://a.b/net/og/en/sandbox/tcp-flow.png',
            alt: 'Flow & "window" <of> TCP',
            width: '600',
            height: '315',
          },
        ],
      ],
    ]);
  });
  it('of a picture is the name where none is built', () => {
    expect(read(pictureSnippet({ ...wanted, picture: undefined }))).toEqual([
      ['a', { href: 'https://a.b/net/en/sandboxes/tcp-flow/' }, 'Flow & "window" <of> TCP'],
    ]);
  });
});

test('oEmbed has what version 1.0 asks of a rich answer, and the frame in it', () => {
  const answer = oembedOf(wanted);
  expect(answer).toMatchObject({
    version: '1.0',
    type: 'rich',
    title: wanted.title,
    html: frameSnippet(wanted),
  });
  for (const size of [answer.width, answer.height]) expect(Number.isInteger(size)).toBe(true);
  for (const address of [answer.provider_url, answer.thumbnail_url])
    expect(URL.canParse(address!)).toBe(true);
  // all three or none
  const bare = Object.keys(oembedOf({ ...wanted, picture: undefined }));
  expect(bare.filter((name) => name.startsWith('thumbnail'))).toEqual([]);
});
