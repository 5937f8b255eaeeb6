import { defineMdastPlugin } from 'satteri';

/**
 * Straight quotation marks made curly. One opens at the start, after a space or an opening bracket, and closes anywhere else: so also in
 * `"맞습니까?"라는`, where rules made for English open a second time. `follows`: the text continues after something else (code, a term).
 */
export function curly(text: string, follows = false): string {
  if (!/["']/.test(text)) return text;
  const opens = (opening: string, closing: string) => (_: string, before: string, at: number) =>
    before + (at === 0 && before === '' && follows ? closing : opening);
  return text
    .replace(/(^|[\s([{“‘—–])"/g, opens('“', '”'))
    .replace(/(^|[\s([{“‘—–])'/g, opens('‘', '’'))
    .replaceAll('"', '”')
    .replaceAll("'", '’');
}

export const typography = defineMdastPlugin({
  name: 'typography',
  text(node, ctx) {
    if (!/["']/.test(node.value)) return undefined;
    const at = ctx.indexOf(node) ?? 0;
    const parent = ctx.parent(node);
    // inside a term or strong text, what comes before stands beside the parent
    const inside = parent !== undefined && !['paragraph', 'heading', 'tableCell'].includes(parent.type);
    return { ...node, value: curly(node.value, at > 0 || (inside && (ctx.indexOf(parent) ?? 0) > 0)) };
  },
});
