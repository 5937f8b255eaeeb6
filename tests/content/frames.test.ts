import { expect, it } from 'vitest';
import { render } from '#markdown/prose.ts';

const words = { scrollable: 'scrolls', copy: 'copy', copied: 'copied', failed: 'failed' };

it('the corner of a table that has no words is no header, and the others say what they head', async () => {
  const { html } = await render('| | one |\n|---|---|\n| two | three |\n', {} as never, words);
  expect(html.replace(/\s+/g, ' ')).toContain('<tr> <td></td> <th scope="col">one</th> </tr>');
  expect(html).toContain('aria-label="scrolls"');
});
