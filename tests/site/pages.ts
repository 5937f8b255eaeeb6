import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { parse, type DefaultTreeAdapterTypes as Tree } from 'parse5';

export const dist = join(import.meta.dirname, '../../dist');
/** Where the site is deployed under: the tests read the addresses in the pages. */
export const base = (process.env['BASE_PATH'] ?? '/').replace(/\/?$/, '/');

export interface Built {
  /** From dist: 'ko/qa/x/index.html'. */
  readonly file: string;
  /** 'ko/qa/x/' */
  readonly path: string;
  readonly html: string;
  readonly elements: readonly Tree.Element[];
}

export const files = readdirSync(dist, { recursive: true, encoding: 'utf8' }).map((file) =>
  file.split(sep).join('/'),
);

/** Every page that was built. */
export const pages: readonly Built[] = files
  .filter((file) => file.endsWith('.html'))
  .sort()
  .map((file) => {
    const html = readFileSync(join(dist, file), 'utf8');
    return { file, path: file.replace(/(^|\/)index\.html$/, '$1'), html, elements: elementsOf(parse(html)) };
  });

export const questionPages = pages.filter((page) => /^(ko|en)\/qa\//.test(page.path));

function elementsOf(node: Tree.Node): Tree.Element[] {
  const below = 'childNodes' in node ? node.childNodes.flatMap(elementsOf) : [];
  const inside = node.nodeName === 'template' ? elementsOf((node as Tree.Template).content) : [];
  return 'tagName' in node ? [node, ...below, ...inside] : below;
}

export const attribute = (element: Tree.Element, name: string): string | undefined =>
  element.attrs.find((one) => one.name === name)?.value;

export const named = (page: Built, tag: string): Tree.Element[] =>
  page.elements.filter((one) => one.tagName === tag);

export const textOf = (element: Tree.Element): string =>
  element.childNodes.map((one) => ('value' in one ? one.value : '')).join('');
