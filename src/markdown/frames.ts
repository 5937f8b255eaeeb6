import { defineHastPlugin, type HastNode } from 'satteri';

/** Words that a frame needs, in the page's language. */
export interface FrameWords {
  readonly scrollable: string;
  readonly copy: string;
  readonly copied: string;
  readonly failed: string;
}

const element = (
  tagName: string,
  properties: Record<string, string | number | boolean>,
  children: HastNode[],
): HastNode => ({ type: 'element', tagName, properties, children }) as HastNode;
const text = (value: string): HastNode => ({ type: 'text', value }) as HastNode;

const isBlank = (node: HastNode): boolean =>
  'tagName' in node && node.tagName === 'th' && node.children.length === 0;
const isHead = (node: HastNode): boolean => 'tagName' in node && node.tagName === 'thead';
const hasBlank = (node: HastNode): boolean =>
  isBlank(node) || ('children' in node && node.children.some((child) => hasBlank(child as HastNode)));
/** Of a table only its head is looked into: to read a node costs as much as to make it. */
const hasBlankHeader = (table: HastNode): boolean =>
  'children' in table &&
  table.children.some((child) => isHead(child as HastNode) && hasBlank(child as HastNode));

/**
 * The corner over a column of names is a cell: a header without words would be read out as one. The headers beside it then have to say what
 * they head (WCAG technique H63).
 */
function withoutBlankHeaders(node: HastNode): HastNode {
  if (!('children' in node)) return node;
  const children = node.children.map((child) => withoutBlankHeaders(child as HastNode));
  if (isBlank(node)) return { ...node, children, tagName: 'td' } as HastNode;
  const heads = 'tagName' in node && node.tagName === 'th';
  return {
    ...node,
    children,
    ...(heads && { properties: { ...node.properties, scope: 'col' } }),
  } as HastNode;
}

/** Code and tables scroll sideways in a frame of their own that the keyboard reaches; code has a title and, with scripts, a copy button. */
export const frames = (words: FrameWords) =>
  defineHastPlugin({
    name: 'frames',
    element: {
      filter: ['pre', 'table'],
      visit(node) {
        if (node.tagName === 'table')
          return element(
            'div',
            { class: 'scroll', tabindex: 0, role: 'group', 'aria-label': words.scrollable },
            [hasBlankHeader(node as HastNode) ? withoutBlankHeaders(node as HastNode) : (node as HastNode)],
          );
        const {
          'data-title': title,
          'data-lines': lines,
          ...rest
        } = node.properties as Record<string, string>;
        const pre = {
          ...node,
          properties: { ...rest, role: 'group', 'aria-label': title ?? words.scrollable },
        };
        const button = {
          type: 'button',
          class: 'needs-js',
          'data-copy': words.copied,
          'data-failed': words.failed,
        };
        return element('figure', { class: 'code', lang: 'en' }, [
          ...(title ? [element('figcaption', {}, [text(title)])] : []),
          pre as HastNode,
          ...(lines ? [element('button', button, [text(words.copy)])] : []),
        ]);
      },
    },
  });
