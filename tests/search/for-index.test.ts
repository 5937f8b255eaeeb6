import { expect, it, test } from 'vitest';
import { forIndex } from '#search/pagefind/for-index.ts';

const nothing = { meta: {}, filters: {} };

it('puts the additions in the head, as text', () => {
  const html = forIndex('<head><title>t</title></head>', {
    meta: { about: 'a "b" <c> & $1' },
    filters: { topic: 'caching' },
  });
  expect(html).toBe(
    '<head><title>t</title><meta data-pagefind-meta="about[content]" content="a &quot;b&quot; &lt;c> &amp; $1">' +
      '<meta data-pagefind-filter="topic[content]" content="caching"></head>',
  );
});

it.each([
  ['a<section id="sandbox"><section><p>x</p></section><table></table></section>b', 'ab'],
  [
    '<p>a</p><div data-island="quiz" data-when="near"><div><div>key</div></div></div><p>b</p>',
    '<p>a</p><p>b</p>',
  ],
  ['<nav id="navigation" popover><ul><li><a href="/">x</a></li></ul></nav><nav>y</nav>', '<nav>y</nav>'],
])('leaves out the navigation, the sandbox and the quiz, whole: %s', (before, after) =>
  expect(forIndex(before, nothing)).toBe(after),
);

test.each([
  ['<section id="a" class="b"><h2>A</h2>', '<section id="a" class="b"><h2 id="a">A</h2>'],
  ['<section id="a"><h2 id="b">A</h2>', '<section id="a"><h2 id="b">A</h2>'],
  ['<section class="a"><h2>A</h2>', '<section class="a"><h2>A</h2>'],
  [
    '<section id="sources"><h2>S</h2>',
    '<section id="sources" data-pagefind-weight="0.2"><h2 id="sources">S</h2>',
  ],
  [
    '<div id="lru"><dt>LRU<span lang="ko">엘알유</span></dt><dd>x</dd></div>',
    '<div><h3 id="lru" data-pagefind-weight="1">LRU <span lang="ko">엘알유</span></h3><dd>x</dd></div>',
  ],
  [
    '<p>the local half<sup class="cite"><a href="#source-a" aria-label="source 4">4</a></sup>. Then</p>',
    '<p>the local half. Then</p>',
  ],
])('%s', (before, after) => expect(forIndex(before, nothing)).toBe(after));
