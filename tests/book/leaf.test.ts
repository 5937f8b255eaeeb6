import { describe, expect, it, test } from 'vitest';
import { pictureLeaf, proseLeaf } from '#components/book/leaf.ts';

const leaf = { slug: 'time-wait', questions: '/net/ko/qa/' };

describe('prose in the book', () => {
  test.each([
    ['a heading is one step lower', '<h3 id="why">Why</h3>', '<h4 id="time-wait--why">Why</h4>'],
    ['a source is that of its question', '<a href="#source-a">1</a>', '<a href="#time-wait--source-a">1</a>'],
    ['another question is in the book', '<a href="/net/ko/qa/time/#x">a</a>', '<a href="#time">a</a>'],
    ['another page is where it is', '<a href="/net/ko/quiz/">a</a>', '<a href="/net/ko/quiz/">a</a>'],
    ['a term is its words', '<p>a <a class="term" href="/x"><b>port</b></a></p>', '<p>a <b>port</b></p>'],
    ['nothing is pressed', '<div><pre>a</pre><button>Copy</button></div>', '<div><pre>a</pre></div>'],
    [
      'no run is opened',
      '<p>It is so. <a class="show verified" href="#sandbox">Seen</a></p>',
      '<p>It is so. </p>',
    ],
    ['code stays as it is', '<code>id="x" href="#y"</code>', '<code>id="x" href="#y"</code>'],
  ])('%s', (_, html, expected) => expect(proseLeaf(html, leaf)).toBe(expected));
});

describe('a picture in the book', () => {
  const ladder = (height: number, now: number) =>
    `<div><svg data-picture="" height="${height}" role="group" aria-label="Ladder"><defs><marker id="s1-syn"></marker></defs>` +
    `<path tabindex="0" role="button" data-name="SYN" marker-end="url(#s1-syn)"></path>` +
    `<g class="playhead"><line y1="${now}"></line></g></svg><button>Zoom</button></div>`;
  it('is drawn to where time stands, and has nothing in it to act upon', () => {
    expect(pictureLeaf(ladder(2000, 300.5), leaf)).toBe(
      '<svg height="325"><defs><marker id="time-wait--s1-syn"></marker></defs>' +
        '<path marker-end="url(#time-wait--s1-syn)"></path><g class="playhead"><line y1="300.5"></line></g></svg>',
    );
  });
  it('that is too high for a page is drawn smaller', () => {
    expect(pictureLeaf(ladder(2000, 1656), leaf)).toContain('<svg height="1680" style="zoom:0.50">');
  });
  it('keeps the style that it has', () => {
    const styled = ladder(2000, 1656).replace('<svg ', '<svg style="min-inline-size:27rem" ');
    expect(pictureLeaf(styled, leaf)).toContain('style="min-inline-size:27rem;zoom:0.50"');
  });
  it('that is no drawing is all that stands there', () => {
    expect(pictureLeaf('<div class="lane"><b role="cell">A</b></div>', leaf)).toBe(
      '<div class="lane"><b>A</b></div>',
    );
  });
});
