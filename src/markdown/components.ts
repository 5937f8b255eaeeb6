import { defineMdastPlugin } from 'satteri';

/** What stands for a component's tag in the page: its whole element, its opening tag, its closing tag. */
export type Tags = Readonly<Record<string, Tag>>;
export interface Tag {
  /** `<Term id="isn">`; `closed` where it is written `<Source id="x" />` and nothing follows inside it. */
  open(attributes: Readonly<Record<string, string>>, closed: boolean): string;
  close(): string;
}

const TAG = /<(\/?)([A-Z]\w*)((?:\s+[\w-]+="[^"]*")*)\s*(\/?)>/g;

/** Prose is read as Markdown, in which a component is a tag like any other: here each becomes HTML. Names are checked before (`#schemas`). */
export const components = (tags: Tags) =>
  defineMdastPlugin({
    name: 'components',
    html(node, ctx) {
      const value = node.value.replace(
        TAG,
        (whole, ending: string, name: string, written: string, closed: string) => {
          const tag = tags[name];
          if (!tag) return whole;
          if (ending) return tag.close();
          const attributes = Object.fromEntries(
            [...written.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, key, text]) => [key!, text!]),
          );
          return tag.open(attributes, closed !== '');
        },
      );
      if (value !== node.value) ctx.replaceNode(node, { ...node, value });
    },
  });
