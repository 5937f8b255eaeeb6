/** An element of an XML document; text between elements is in `text`, in order and without its entities. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  readonly text: string;
}

const TOKEN =
  /<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<\/([\w:.-]+)\s*>|<([\w:.-]+)((?:\s+[\w:.-]+="[^"<]*")*)\s*(\/?)>|[^<]+/gy;
const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

const decoded = (text: string): string =>
  text.replace(/&([^;\s]*;?)/g, (whole, name: string) => {
    const code = /^#x([\da-f]+);$|^#(\d+);$/i.exec(name);
    const known = code
      ? String.fromCodePoint(code[1] ? parseInt(code[1], 16) : Number(code[2]))
      : ENTITIES[name.replace(/;$/, '')];
    if (known === undefined || !name.endsWith(';')) throw new Error(`no such entity: ${whole}`);
    return known;
  });

/**
 * The root of a document, if it is well-formed and every prefix is declared (XML 1.0 §2.1, Namespaces in XML §5); throws otherwise.
 * Stricter than XML: no CDATA, no DOCTYPE, double quotes only.
 */
export function xml(source: string): XmlElement {
  type Open = {
    name: string;
    attributes: Record<string, string>;
    children: XmlElement[];
    text: string;
    prefixes: Set<string>;
  };
  const root: Open = {
    name: '',
    attributes: {},
    children: [],
    text: '',
    prefixes: new Set(['xml', 'xmlns']),
  };
  const stack: Open[] = [root];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < source.length) {
    const at = TOKEN.lastIndex;
    const token = TOKEN.exec(source);
    if (!token) throw new Error(`not well-formed at ${at}: ${source.slice(at, at + 60)}`);
    const [whole, closed, opened, given = '', empty] = token;
    const top = stack.at(-1)!;
    if (closed !== undefined) {
      if (stack.length === 1 || top.name !== closed)
        throw new Error(`</${closed}> closes <${top.name}> at ${at}`);
      stack.pop();
    } else if (opened !== undefined) {
      const attributes: Record<string, string> = {};
      const prefixes = new Set(top.prefixes);
      for (const [, name, value] of given.matchAll(/([\w:.-]+)="([^"]*)"/g)) {
        if (name! in attributes) throw new Error(`${name} twice in <${opened}> at ${at}`);
        attributes[name!] = decoded(value!);
        if (name!.startsWith('xmlns:')) prefixes.add(name!.slice(6));
      }
      for (const name of [opened, ...Object.keys(attributes)]) {
        const [prefix, local] = name.split(':');
        if (local !== undefined && !prefixes.has(prefix!)) throw new Error(`${name}: prefix not declared`);
      }
      const element: Open = { name: opened, attributes, children: [], text: '', prefixes };
      top.children.push(element);
      if (!empty) stack.push(element);
    } else if (!whole.startsWith('<')) {
      const text = decoded(whole);
      if (stack.length === 1 && text.trim() !== '') throw new Error(`text outside of the root at ${at}`);
      top.text += text;
    }
  }
  if (stack.length > 1) throw new Error(`<${stack.at(-1)!.name}> is not closed`);
  if (root.children.length !== 1) throw new Error(`${root.children.length} roots`);
  return root.children[0]!;
}

/** All elements of a name below one, itself included. */
export const all = (element: XmlElement, name: string): XmlElement[] => [
  ...(element.name === name ? [element] : []),
  ...element.children.flatMap((child) => all(child, name)),
];
