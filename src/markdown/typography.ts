import { defineMdastPlugin, type MdastNode } from 'satteri';

/**
 * Straight quotation marks made curly. One opens at the start, after a space or an opening bracket, and closes anywhere else: so also in
 * `"맞습니까?"라는`, where rules made for English open a second time. `follows`: the text continues after something else (code, a term).
 */
export function curly(text: string, follows = false): string {
  return text
    .replace(
      /(^|[\s([{“‘—–])"/g,
      (_, before: string, at: number) => before + (at === 0 && before === '' && follows ? '”' : '“'),
    )
    .replace(
      /(^|[\s([{“‘—–])'/g,
      (_, before: string, at: number) => before + (at === 0 && before === '' && follows ? '’' : '‘'),
    )
    .replaceAll('"', '”')
    .replaceAll("'", '’');
}

type Inline = MdastNode;

function set(children: readonly Inline[], follows: boolean): Inline[] {
  return children.map((node, i) => {
    if ('children' in node)
      return { ...node, children: set(node.children as Inline[], follows || i > 0) } as Inline;
    if (node.type !== 'text') return node;
    const next = children[i + 1];
    const isClaim = next?.type === 'mdxJsxTextElement' && next.name === 'Source';
    const value = curly(node.value, follows || i > 0);
    // the number of a source stands at its word, and never begins a line
    return { type: 'text', value: isClaim ? value.trimEnd() : value } as Inline;
  });
}

const changed = <N extends MdastNode & { children: unknown[] }>(node: Readonly<N>): N | undefined => {
  const children = set(node.children as Inline[], false);
  return JSON.stringify(children) === JSON.stringify(node.children)
    ? undefined
    : ({ ...node, children } as N);
};

export const typography = defineMdastPlugin({
  name: 'typography',
  paragraph: changed,
  heading: changed,
  tableCell: changed,
});
