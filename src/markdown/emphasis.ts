import { defineMdastPlugin, type MdastNode } from 'satteri';

/** Marks that CommonMark pairs by the characters around them, longest first. */
const MARKS = [
  ['**', 'strong'],
  ['~~', 'delete'],
  ['*', 'emphasis'],
] as const;

type Inline = MdastNode;
type Parent = MdastNode & { children: Inline[] };

/**
 * `**소켓(socket)**은`: a closing mark between punctuation and a Hangul letter does not count as closing in CommonMark (it asks for a space),
 * so the marks are left in the text. Here what is left is paired, among the children of one parent, from left to right:
 * a mark opens before a word and closes after punctuation or code.
 */
export function pairLeftMarks(children: readonly Inline[]): Inline[] {
  let nodes = children.map((node) =>
    'children' in node ? ({ ...node, children: pairLeftMarks(node.children as Inline[]) } as Inline) : node,
  );
  for (const [mark, type] of MARKS) nodes = pair(nodes, mark, type);
  return nodes;
}

function pair(nodes: readonly Inline[], mark: string, type: 'strong' | 'emphasis' | 'delete'): Inline[] {
  const out: Inline[] = [];
  /** Where in `out` the open mark stands, as a text node of its own. */
  let open: number | undefined;
  const parts = nodes.flatMap((node) => split(node, mark));
  for (const [i, part] of parts.entries()) {
    if (part !== MARK) {
      out.push(part);
      continue;
    }
    const before = edge(parts[i - 1], -1);
    if (open !== undefined && out.length > open + 1 && PUNCTUATION.test(before)) {
      out.push({ type, children: out.splice(open).slice(1) } as Inline);
      open = undefined;
      continue;
    }
    if ((before === '' || /\s/.test(before) || PUNCTUATION.test(before)) && /\S/.test(edge(parts[i + 1], 0)))
      open = out.length;
    out.push({ type: 'text', value: mark });
  }
  return joined(out);
}

const PUNCTUATION = /[\p{P}\p{S}]/u;

/** The character of `part` next to a mark; code, a link or another mark counts as punctuation, the end of the paragraph as nothing. */
function edge(part: Inline | typeof MARK | undefined, at: number): string {
  if (part === undefined) return '';
  return part !== MARK && part.type === 'text' ? [...part.value].at(at)! : '*';
}

const MARK = Symbol('mark');

/** A text node cut at every `mark`. */
function split(node: Inline, mark: string): (Inline | typeof MARK)[] {
  if (node.type !== 'text' || !node.value.includes(mark)) return [node];
  return node.value.split(mark).flatMap((value, i) => {
    const text: (Inline | typeof MARK)[] = value === '' ? [] : [{ type: 'text', value } as Inline];
    return i === 0 ? text : [MARK, ...text];
  });
}

function joined(nodes: readonly Inline[]): Inline[] {
  const out: Inline[] = [];
  for (const node of nodes) {
    const last = out.at(-1);
    if (node.type === 'text' && last?.type === 'text')
      out[out.length - 1] = { type: 'text', value: last.value + node.value } as Inline;
    else out.push(node);
  }
  return out;
}

/** Where a mark was left in a text: the block that the text stands in, mended once. */
export const koreanEmphasis = () => {
  const mended = new Set<unknown>();
  return defineMdastPlugin({
    name: 'korean-emphasis',
    options: { position: true },
    text(node, ctx) {
      if (!/\*|~~/.test(node.value)) return;
      let block: Readonly<MdastNode> | undefined = node;
      while (block && !BLOCKS.has(block.type)) block = ctx.parent(block);
      if (!block || mended.has(block)) return;
      mended.add(block);
      const { position } = block;
      // an escaped mark is meant as a character
      if (position && /\\[*~]/.test(ctx.source.slice(position.start.offset, position.end.offset))) return;
      const { children } = block as Parent;
      const paired = pairLeftMarks(children);
      if (JSON.stringify(children) !== JSON.stringify(paired))
        ctx.replaceNode(block, { ...block, children: paired } as MdastNode);
    },
  });
};

const BLOCKS = new Set(['paragraph', 'heading', 'tableCell']);
