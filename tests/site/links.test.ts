import { describe, expect, test } from 'vitest';
import { attribute, base, files, named, pages } from './pages.ts';

const known = new Set(files);
const ids = new Map(
  pages.map((page) => [page.path, new Set(page.elements.flatMap((one) => attribute(one, 'id') ?? []))]),
);

/** An address inside the site as the file that answers it; undefined for other sites and letters. */
function target(from: string, address: string): { file: string; path: string; hash: string } | undefined {
  const url = new URL(address, `https://here${base}${from}`);
  if (url.origin !== 'https://here') return undefined;
  const path = decodeURI(url.pathname).slice(base.length);
  return {
    path,
    file: path === '' || path.endsWith('/') ? `${path}index.html` : path,
    hash: decodeURIComponent(url.hash.slice(1)),
  };
}

describe.each(pages)('$file', (page) => {
  test('every address inside the site leads somewhere', () => {
    const dead = page.elements.flatMap((element) =>
      ['href', 'src'].flatMap((name) => {
        const address = attribute(element, name);
        const to = address === undefined ? undefined : target(page.path, address);
        if (!to) return [];
        if (!known.has(to.file)) return [address];
        return to.hash !== '' && to.file.endsWith('.html') && !ids.get(to.path)?.has(to.hash)
          ? [address]
          : [];
      }),
    );
    expect(dead).toEqual([]);
  });

  test('no id twice', () => {
    const all = page.elements.flatMap((one) => attribute(one, 'id') ?? []);
    expect(all.filter((id, i) => all.indexOf(id) !== i)).toEqual([]);
  });

  test('what an element is described by is on the page', () => {
    const refers = ['aria-labelledby', 'aria-describedby', 'aria-controls', 'for', 'popovertarget'];
    const lost = page.elements.flatMap((one) =>
      refers.flatMap((name) =>
        (attribute(one, name) ?? '').split(' ').filter((id) => id !== '' && !ids.get(page.path)!.has(id)),
      ),
    );
    expect(lost).toEqual([]);
  });
});

test('the pages speak of the reader’s language', () => {
  for (const page of pages.filter(({ path }) => /^(ko|en)\//.test(path))) {
    expect(attribute(named(page, 'html')[0]!, 'lang'), page.file).toBe(page.path.slice(0, 2));
  }
});
