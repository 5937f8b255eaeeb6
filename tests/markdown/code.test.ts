import { afterEach, expect, it, vi } from 'vitest';
import { highlightOnce } from '#markdown/code.ts';

afterEach(() => void vi.restoreAllMocks());

const html = (node: unknown): string => JSON.stringify(node);

it('marks a line to its end, however busy the machine is', async () => {
  let now = 0;
  vi.spyOn(Date, 'now').mockImplementation(() => (now += 1000));
  const marked = html(await highlightOnce('const socket = connect({ port: 80 }, () => "a");', 'js', ''));
  for (const name of ['keyword', 'function', 'constant', 'string']) expect(marked).toContain(`"${name}"`);
});

it('reads the same program once, and another way of showing it anew', async () => {
  const first = await highlightOnce('const a = 1;\nconst b = 2;', 'js', '');
  expect(await highlightOnce('const a = 1;\nconst b = 2;', 'js', '')).toBe(first);
  expect(html(await highlightOnce('const a = 1;\nconst b = 2;', 'js', '{2}'))).toContain('marked');
  expect(html(first)).not.toContain('marked');
});
