import { createHash } from 'node:crypto';
import { parseFragment, type DefaultTreeAdapterTypes as Tree } from 'parse5';
import { escaped } from './html.ts';

/** What a view's picture needs of the page it stands on. */
export interface Sheet {
  /** Rules of the components that drew it, as Svelte compiled them. */
  readonly css: string;
  /** The custom properties that the rules name, with flat values: `--ink` -> `#1d1c1a`. */
  readonly tokens: ReadonlyMap<string, string>;
}

/** Percentages in a picture without a size of its own are of the width that it has on a page. */
const WIDTH = 720;
/** Below the moment that is shown there is only the lanes' rest. */
const BELOW = 28;
/** `@media`, `@keyframes`: what changes with the reader's device. */
const AT_RULE = /@[^{}]+\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}/g;
const BEHAVIOUR = /^(on.*|role|tabindex|aria-.*|data-.*)$/;

const isElement = (node: Tree.Node): node is Tree.Element => 'tagName' in node;
const attribute = (element: Tree.Element, name: string) =>
  element.attrs.find((one) => one.name === name)?.value;
const classesOf = (element: Tree.Element) => (attribute(element, 'class') ?? '').split(/\s+/);

function* below(node: Tree.Node): Generator<Tree.Element> {
  if (isElement(node)) yield node;
  if ('childNodes' in node) for (const child of node.childNodes) yield* below(child);
}

/** The picture in the HTML of a run; undefined where the run is shown by tables. */
export function pictureIn(html: string): Tree.Element | undefined {
  for (const element of below(parseFragment(html)))
    if (element.tagName === 'svg' && attribute(element, 'data-picture') !== undefined) return element;
  return undefined;
}

/** Svelte's classes in it, each of one component. */
export const scopesOf = (svg: Tree.Element): string[] => [
  ...new Set([...below(svg)].flatMap(classesOf).filter((name) => name.startsWith('svelte-'))),
];

/** The picture as a file: light theme, its own size and style, nothing to click; named by its content. */
export function standalone(svg: Tree.Element, sheet: Sheet): { readonly name: string; readonly svg: string } {
  const [width, height] = sizeOf(svg);
  const classes = new Set([...below(svg)].flatMap(classesOf));
  const plain = sheet.css.replace(/\/\*[\s\S]*?\*\//g, '').replace(AT_RULE, '');
  const matches = (selector: string) =>
    !/:(hover|focus)/.test(selector) &&
    [...selector.matchAll(/\.([\w-]+)/g)].every(([, name]) => classes.has(name!));
  const rules = [...plain.matchAll(/([^{}]+)\{([^{}]*)\}/g)]
    .flatMap(([, selectors, body]) => {
      const kept = selectors!.split(/,(?![^()]*\))/).filter(matches);
      return kept.length > 0 ? `${kept.join().trim()}{${body!.replace(/\s+/g, ' ').trim()}}` : [];
    })
    .join('');
  const inside = svg.childNodes.map(written).join('');
  const used = [...sheet.tokens].filter(
    ([name]) => name === '--paper' || `${rules}${inside}`.includes(`var(${name})`),
  );
  const style = `svg{${used.map(([name, value]) => `${name}:${value};`).join('')}font:14px system-ui,sans-serif}${rules}`;
  const text =
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}"` +
    ` class="${classesOf(svg).join(' ')}"><style>${escaped(style)}</style>` +
    `<rect width="100%" height="100%" style="fill:${sheet.tokens.get('--paper')}"/>${inside}</svg>`;
  return { name: `keepalive-${createHash('sha256').update(text).digest('hex').slice(0, 16)}.svg`, svg: text };
}

/** A ladder is as long as its run; of it, what has been drawn up to the moment that is shown: a line from side to side. */
function sizeOf(svg: Tree.Element): [width: number, height: number] {
  const box = attribute(svg, 'viewBox')?.split(/\s+/).map(Number);
  const whole = Number(attribute(svg, 'height') ?? box?.[3]);
  const playhead = [...below(svg)].find((one) => classesOf(one).includes('playhead'));
  const line = playhead && [...below(playhead)].find(({ tagName }) => tagName === 'line');
  const level = line && attribute(line, 'y1') === attribute(line, 'y2');
  const now = level ? Number(attribute(line, 'y1')) : 0;
  return [box?.[2] ?? WIDTH, Math.ceil(now > 0 ? Math.min(whole, now + BELOW) : whole)];
}

/** As XML. */
function written(node: Tree.Node): string {
  if (node.nodeName === '#text') return escaped((node as Tree.TextNode).value);
  if (!isElement(node)) return '';
  const attributes = node.attrs
    .filter(({ name }) => !BEHAVIOUR.test(name))
    .map(({ name, value }) => ` ${name}="${escaped(value)}"`)
    .join('');
  return `<${node.tagName}${attributes}>${node.childNodes.map(written).join('')}</${node.tagName}>`;
}
