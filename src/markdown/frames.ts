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

const TABLE = /<table>[\s\S]*?<\/table>/g;
const BLANK_HEADER = /<th\b([^>]*)><\/th>/g;

/**
 * Tables scroll sideways in a frame that the keyboard reaches. The corner over a column of names is a cell: a header without words would be read
 * out as one, and the headers beside it then have to say what they head (WCAG technique H63). Done to the text: to read a table as nodes costs
 * more than all else that is done to a page.
 */
export const framedTables = (html: string, { scrollable }: Pick<FrameWords, 'scrollable'>): string =>
  html.replace(TABLE, (table) => {
    const cells = table.replace(BLANK_HEADER, '<td$1></td>');
    const told = cells === table ? table : cells.replace(/<th\b([^>]*)>/g, '<th$1 scope="col">');
    return `<div class="scroll" tabindex="0" role="group" aria-label="${scrollable}">${told}</div>`;
  });

/** Code scrolls sideways in a frame that the keyboard reaches; it has a title and, with scripts, a copy button. */
export const frames = (words: FrameWords) =>
  defineHastPlugin({
    name: 'frames',
    element: {
      filter: ['pre'],
      visit(node) {
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
