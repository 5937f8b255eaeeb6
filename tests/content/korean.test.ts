import { describe, expect, test } from 'vitest';
import { markdownToHtml } from 'satteri';
import { koreanEmphasis } from '#markdown/emphasis.ts';
import { headingIds } from '#markdown/headings.ts';
import { curly, typography } from '#markdown/typography.ts';

const html = (markdown: string) =>
  markdownToHtml(markdown, {
    mdastPlugins: [koreanEmphasis, headingIds([]), typography],
    features: { gfm: true },
  }).html.trim();

/** Left: as an author writes it; right: as it must be set. Where a mark follows a bracket, CommonMark alone leaves asterisks. */
const sentences: [string, string][] = [
  ['**소켓(socket)**은 통신의 끝점입니다.', '<p><strong>소켓(socket)</strong>은 통신의 끝점입니다.</p>'],
  [
    '**소켓(socket)**과 **포트(port)**는 다릅니다.',
    '<p><strong>소켓(socket)</strong>과 <strong>포트(port)</strong>는 다릅니다.</p>',
  ],
  [
    '**소켓(socket)**과 **포트**는 다릅니다.',
    '<p><strong>소켓(socket)</strong>과 <strong>포트</strong>는 다릅니다.</p>',
  ],
  ['**"연결됨"**이라는 말', '<p><strong>“연결됨”</strong>이라는 말</p>'],
  ['이때 **`accept()`**를 부릅니다.', '<p>이때 <strong><code>accept()</code></strong>를 부릅니다.</p>'],
  ['**정말입니까?**라고 되묻습니다.', '<p><strong>정말입니까?</strong>라고 되묻습니다.</p>'],
  ['*세그먼트(segment)*는 조각입니다.', '<p><em>세그먼트(segment)</em>는 조각입니다.</p>'],
  ['~~세션(session)~~은 틀린 말입니다.', '<p><del>세션(session)</del>은 틀린 말입니다.</p>'],
  ['**보통**은 그대로 됩니다.', '<p><strong>보통</strong>은 그대로 됩니다.</p>'],
  ['- **창(window)**이 닫힙니다.', '<ul>\n<li><strong>창(window)</strong>이 닫힙니다.</li>\n</ul>'],
  [
    '> **창(window)**이 닫힙니다.',
    '<blockquote>\n<p><strong>창(window)</strong>이 닫힙니다.</p>\n</blockquote>',
  ],
  ['[**소켓(socket)**은](/x)', '<p><a href="/x"><strong>소켓(socket)</strong>은</a></p>'],
  ['a * b * c, 2**10', '<p>a * b * c, 2**10</p>'],
  ['\\*\\*그대로\\*\\*', '<p>**그대로**</p>'],
  ['`**코드(code)**는`', '<p><code>**코드(code)**는</code></p>'],
];

describe('emphasis that closes before a Hangul letter', () => {
  test.each(sentences)('%s', (written, set) => {
    expect(html(written)).toBe(set);
  });

  test('in a table', () => {
    const cells = html('| 말 | 뜻 |\n|---|---|\n| **소켓(socket)**은 | ~~끝(end)~~은 |');
    expect(cells).toContain('<strong>소켓(socket)</strong>은');
    expect(cells).toContain('<del>끝(end)</del>은');
  });

  test('in a heading, which loses its mark of an id', () => {
    expect(html('## **소켓(socket)**은 무엇인가 [#what]')).toBe(
      '<h3 id="what"><strong>소켓(socket)</strong>은 무엇인가</h3>',
    );
  });
});

describe('quotation marks', () => {
  /** Opening after a space or a bracket, closing elsewhere: right in Korean, where a particle follows at once, and in English. */
  const quotes: [string, string][] = [
    ['"X가 맞습니까?"라는 물음', '“X가 맞습니까?”라는 물음'],
    ['그는 "네"라고 했다', '그는 “네”라고 했다'],
    ['("quoted")', '(“quoted”)'],
    ['"a \'b\' c"', '“a ‘b’ c”'],
    ["the server's", 'the server’s'],
    ['', ''],
  ];
  test.each(quotes)('%s', (written, set) => {
    expect(curly(written)).toBe(set);
  });
  test('close after code', () => {
    expect(curly('"라고', true)).toBe('”라고');
  });
});
