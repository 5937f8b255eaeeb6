import { parseFragment, serialize, type DefaultTreeAdapterTypes as Tree } from 'parse5';

/** Changes that make a piece of a page a piece of the book, where all questions stand in one document. */
interface Leaf {
  /** Slug of the question: ids are unique within its page, in the book they get it in front. */
  readonly slug: string;
  /** Where other questions are: '/ko/qa/'. Links to them lead within the book. */
  readonly questions: string;
}

const attribute = (node: Tree.Element, name: string) => node.attrs.find((one) => one.name === name);
const hasClass = (node: Tree.Element, name: string): boolean =>
  (attribute(node, 'class')?.value ?? '').split(' ').includes(name);
export const idIn = (slug: string, id: string): string => `${slug}--${id}`;

/** Prose for paper: no buttons, no links that open a run or a meaning; headings one step lower, beneath the question's. */
export function proseLeaf(html: string, leaf: Leaf): string {
  const root = parseFragment(html);
  renew(root, (node) => {
    if (node.tagName === 'button' || hasClass(node, 'show')) return [];
    if (hasClass(node, 'term')) return node.childNodes;
    if (/^h[2-5]$/.test(node.tagName)) rename(node, `h${Number(node.tagName[1]) + 1}`);
    place(node, leaf);
    return [node];
  });
  return serialize(root);
}

/**
 * The picture of a sandbox for paper: what its views let the reader take away, or all that they draw where that is no picture
 * by itself. Nothing in it can be acted upon; the caption beside it says what it is.
 */
export function pictureLeaf(html: string, { slug, questions }: Leaf): string {
  const made = pictures.get(html) ?? pictureFor({ slug: ANY, questions }, html);
  pictures.set(html, made);
  return made.replaceAll(ANY, slug);
}

/** Questions about one scenario show one picture, with ids of their own: it is made once, under a character that no slug has. */
const pictures = new Map<string, string>();
const ANY = '\uE000';

function pictureFor(leaf: Leaf, html: string): string {
  const stage = parseFragment(html);
  const picture = find(stage, (node) => attribute(node, 'data-picture') !== undefined);
  const taken = /^(tabindex|role|data-.*|aria-.*)$/;
  const root: Tree.DocumentFragment = {
    nodeName: '#document-fragment',
    childNodes: picture ? [picture] : stage.childNodes,
  };
  renew(root, (node) => {
    if (hasClass(node, 'hidden-visually')) return [];
    node.attrs = node.attrs.filter(({ name }) => !taken.test(name));
    place(node, leaf);
    return [node];
  });
  if (picture) crop(picture);
  return serialize(root);
}

/** Pixels of a page of A4 that a picture may take. */
const TALLEST = 840;

/** Time that runs down is drawn to where it stands, as nothing is beyond; what is still too high for a page is drawn smaller. */
function crop(picture: Tree.Element): void {
  const height = attribute(picture, 'height');
  const playhead = find(picture, (node) => node.tagName === 'g' && hasClass(node, 'playhead'));
  const line = playhead && find(playhead, (node) => node.tagName === 'line');
  const now = line && attribute(line, 'y1');
  if (!height || !now) return;
  const cropped = Math.min(Number(height.value), Math.ceil(Number(now.value)) + 24);
  height.value = String(cropped);
  if (cropped <= TALLEST) return;
  const before = attribute(picture, 'style')?.value.replace(/[;\s]+$/, '');
  picture.attrs = picture.attrs.filter(({ name }) => name !== 'style');
  const zoom = `zoom:${(TALLEST / cropped).toFixed(2)}`;
  picture.attrs.push({ name: 'style', value: before ? `${before};${zoom}` : zoom });
}

/** Ids and what refers to them. */
function place(node: Tree.Element, { slug, questions }: Leaf): void {
  for (const one of node.attrs) {
    if (one.name === 'id') one.value = idIn(slug, one.value);
    else if (one.name === 'href' && one.value.startsWith('#'))
      one.value = `#${idIn(slug, one.value.slice(1))}`;
    else if (one.name === 'href' && one.value.startsWith(questions))
      one.value = `#${one.value.slice(questions.length).split('/')[0]}`;
    else one.value = one.value.replace(/url\(#([\w-]+)\)/g, (_, id: string) => `url(#${idIn(slug, id)})`);
  }
}

/** Every element beneath, innermost last, in whose place `make` puts others. */
function renew(parent: Tree.ParentNode, make: (node: Tree.Element) => readonly Tree.ChildNode[]): void {
  parent.childNodes = parent.childNodes.flatMap((node) => {
    if (!('tagName' in node)) return [node];
    renew(node, make);
    return make(node);
  });
}

function rename(node: Tree.Element, tag: string): void {
  node.tagName = tag;
  node.nodeName = tag;
}

function find(parent: Tree.ParentNode, is: (node: Tree.Element) => boolean): Tree.Element | undefined {
  for (const node of parent.childNodes) {
    if (!('tagName' in node)) continue;
    const found = is(node) ? node : find(node, is);
    if (found) return found;
  }
  return undefined;
}
