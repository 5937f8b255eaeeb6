import type { Language } from '#i18n/languages.ts';
import { parse, serialize, type DefaultTreeAdapterTypes as Tree } from 'parse5';
import { partOf } from './data.ts';

/** What a page of the file:// edition needs to know of its place. */
export interface Edition {
  /** The site's base path, with a slash at both ends: '/' or '/net/'. */
  readonly base: string;
  /** Names at the top of the site ('ko', 'quiz'): by them an address is told from another text with a slash at its start. */
  readonly top: ReadonlySet<string>;
  /** The one script and the one stylesheet of all islands, from the edition's root. */
  readonly script: string;
  readonly style: string;
  /** The language that this edition leaves out, with its pages. */
  readonly without?: Language | undefined;
}

/** What a page opened from disk cannot use (modules, the policy whose 'self' is no origin there) or has no use for. */
const DROPPED: readonly ((node: Tree.Element) => boolean)[] = [
  (node) => node.tagName === 'script' && attribute(node, 'type') === 'module',
  (node) =>
    node.tagName === 'link' &&
    /^(modulepreload|preload|prefetch|manifest)$/.test(attribute(node, 'rel') ?? ''),
  (node) =>
    node.tagName === 'link' &&
    attribute(node, 'rel') === 'alternate' &&
    attribute(node, 'type') !== undefined,
  (node) =>
    node.tagName === 'meta' && attribute(node, 'http-equiv')?.toLowerCase() === 'content-security-policy',
];
const ADDRESSES = new Set(['href', 'src', 'action', 'poster', 'data', 'formaction']);

/**
 * A built page as a page of the file:// edition: the classic script in place of modules, every address of the site relative.
 * @param path the page's file from the site's root, such as 'ko/qa/x/index.html'
 */
export function rewrite(html: string, path: string, edition: Edition): string {
  // as a browser without scripting reads it: so that what stands in <noscript> is rewritten too
  const document = parse(html, { scriptingEnabled: false });
  let hasScript = false;
  walk(document, (node) => {
    if (DROPPED.some((drops) => drops(node)) || leadsTo(node, edition)) {
      hasScript ||= node.tagName === 'script';
      remove(node);
      return;
    }
    if (leadsNowhere(node, edition)) {
      remove(entryOf(node));
      return;
    }
    if (node.tagName === 'use' && !attribute(node, 'href')?.startsWith('#')) {
      throw new Error(
        `${path}: <use href="${attribute(node, 'href')}"> is another file, which browsers block from disk`,
      );
    }
    if (node.tagName === 'script' && attribute(node, 'type') === 'application/json')
      rewriteData(node, path, edition);
    // a sandboxed frame may load nothing else from disk: neither its style nor its script
    node.attrs = node.attrs.filter(
      ({ name, value }) =>
        !(name === 'href' && isWithout(value, edition)) && !(name === 'sandbox' && node.tagName === 'iframe'),
    );
    for (const one of node.attrs) {
      if (ADDRESSES.has(one.name)) one.value = relativeTo(path, one.value, edition.base);
      else if (one.name === 'srcset')
        one.value = one.value.replace(
          /(^|,\s*)(\/\S+)/g,
          (_, before: string, at: string) => before + relativeTo(path, at, edition.base),
        );
    }
  });
  if (hasScript) addTo(headOf(document), path, edition);
  return serialize(document);
}

/**
 * An address of the site as a page on disk must say it; others (of other sites, '#place', 'data:') are left as they are.
 * @example relativeTo('ko/qa/x/index.html', '/ko/quiz/?a=1#b', '/') // '../../quiz/index.html?a=1#b'
 */
export function relativeTo(page: string, address: string, base: string): string {
  if (!address.startsWith(base) || address.startsWith('//')) return address;
  const [, target = '', rest = ''] = /^([^?#]*)(.*)$/.exec(address.slice(base.length))!;
  const to = (target === '' || target.endsWith('/') ? `${target}index.html` : target).split('/');
  const from = page.split('/').slice(0, -1);
  let shared = 0;
  while (shared < from.length && shared < to.length - 1 && from[shared] === to[shared]) shared++;
  return [...from.slice(shared).map(() => '..'), ...to.slice(shared)].join('/') + rest;
}

const isWithout = (address: string, { base, without }: Edition): boolean =>
  without !== undefined && address.startsWith(`${base}${without}/`);
/** A link to the same page in the language that is left out; any other link into it loses its address. */
const leadsTo = (node: Tree.Element, edition: Edition): boolean =>
  /^(a|link)$/.test(node.tagName) &&
  edition.without !== undefined &&
  attribute(node, 'hreflang') === edition.without;

/** A link to what only a server has a use for, and the edition has not: the feed. */
function leadsNowhere(node: Tree.Element, { base }: Edition): boolean {
  const address = node.tagName === 'a' ? attribute(node, 'href') : undefined;
  if (!address?.startsWith(base) || address.startsWith('//')) return false;
  return partOf(address.slice(base.length).replace(/[?#].*$/, '')) === 'none';
}
/** The line of a list that holds nothing else, or the element itself. */
function entryOf(node: Tree.Element): Tree.Element {
  const { parentNode } = node;
  const isEntry = parentNode && 'tagName' in parentNode && parentNode.tagName === 'li';
  return isEntry && parentNode.childNodes.every((one) => one === node || isBlank(one)) ? parentNode : node;
}
const isBlank = (node: Tree.ChildNode): boolean => 'value' in node && node.value.trim() === '';

/** What an island is given: addresses among its values become relative too. */
function rewriteData(script: Tree.Element, path: string, { base, top }: Edition): void {
  const [text] = script.childNodes;
  if (!text || !('value' in text)) return;
  const isAddress = (value: string) =>
    value.startsWith(base) && top.has(value.slice(base.length).split(/[/?#]/)[0]!);
  const data: unknown = JSON.parse(text.value, (_, value: unknown) =>
    typeof value === 'string' && isAddress(value) ? relativeTo(path, value, base) : value,
  );
  text.value = JSON.stringify(data).replaceAll('<', '\\u003c');
}

function addTo(head: Tree.Element, path: string, { base, script, style }: Edition): void {
  const element = (tagName: string, attrs: Record<string, string>): Tree.Element => ({
    nodeName: tagName,
    tagName,
    attrs: Object.entries(attrs).map(([name, value]) => ({ name, value })),
    namespaceURI: head.namespaceURI,
    childNodes: [],
    parentNode: head,
  });
  head.childNodes.push(
    element('link', { rel: 'stylesheet', href: relativeTo(path, base + style, base) }),
    // deferred, as the module was
    element('script', { src: relativeTo(path, base + script, base), defer: '' }),
  );
}

const attribute = (node: Tree.Element, name: string): string | undefined =>
  node.attrs.find((one) => one.name === name)?.value;

function headOf(document: Tree.Document): Tree.Element {
  let head: Tree.Element | undefined;
  walk(document, (node) => {
    if (node.tagName === 'head') head ??= node;
  });
  return head!; // a parsed document always has one
}

function remove(node: Tree.Element): void {
  const siblings = node.parentNode?.childNodes ?? [];
  siblings.splice(siblings.indexOf(node), 1);
}

/** Every element, also those in a <template>; a node may be removed while it is visited. */
function walk(parent: Tree.ParentNode, visit: (node: Tree.Element) => void): void {
  for (const node of [...parent.childNodes]) {
    if (!('tagName' in node)) continue;
    visit(node);
    walk(node, visit);
    if ('content' in node) walk((node as Tree.Template).content, visit);
  }
}
