import { join } from 'node:path';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { build, type Plugin, type Rolldown } from 'vite';

/** Vite's own way to fetch the styles of a later chunk; here each brings its own. */
const PRELOAD = '\0vite/preload-helper.js';

/** Scripts by file name. The one that was asked for is named as asked; what it loads later stands beside it. */
export type Scripts = ReadonlyMap<string, string>;

/**
 * Build time only: a module of src/ (path from there) with all that it imports, as classic scripts: one with what is needed
 * at once, and one for each `import()`, fetched when it is called. A page in an iframe sandboxed without `allow-same-origin`
 * cannot load modules: their requests have the origin "null", which a plain static host does not answer. The page links the
 * styles of what is needed at once; a script that is fetched later brings its own. `given` are sources of modules by the names under which
 * they are imported ('virtual:...'): what differs between scripts of one kind.
 */
export async function classic(
  name: string,
  entry: string,
  given: Readonly<Record<string, string>> = {},
): Promise<Scripts> {
  const built = await build({
    configFile: false,
    logLevel: 'warn',
    plugins: [
      svelteOnce(),
      {
        name: 'keepalive-given',
        enforce: 'pre',
        resolveId: (id) => (id in given ? `\0${id}` : undefined),
        load: (id) =>
          id.startsWith('\0virtual:')
            ? given[id.slice(1)]
            : id === PRELOAD
              ? 'export const __vitePreload = (load) => load();'
              : undefined,
      },
    ],
    build: {
      write: false,
      modulePreload: false,
      rolldownOptions: {
        input: join(process.cwd(), 'src', entry),
        output: {
          format: 'cjs',
          exports: 'named',
          entryFileNames: `${name}.js`,
          chunkFileNames: `${name}-[name]-[hash].js`,
          // all that is needed at once in one: else what later ones share with it would lie apart
          codeSplitting: { groups: [{ name: 'start', tags: ['$initial'] }] },
        },
      },
    },
  });
  const outputs = (Array.isArray(built) ? built : [built]) as Rolldown.RolldownOutput[];
  const files = outputs.flatMap(({ output }) => output);
  const chunks = files.filter((one) => one.type === 'chunk');
  const styles = new Map(
    files.flatMap((one) => (one.type === 'asset' ? [[one.fileName, String(one.source)]] : [])),
  );
  if (!chunks.some((one) => one.isEntry)) throw new Error(`${entry}: nothing was bundled`);
  const [only] = chunks;
  if (chunks.length === 1) return new Map([[only!.fileName, `(function(exports){${only!.code}\n})({});`]]);
  const start = chunks.find((one) => one.isEntry)!;
  // with the bundler's own, which is small
  const first = [...chunks.filter(({ name }) => name === 'rolldown-runtime'), ...neededBy(start, chunks)];
  const part = (chunk: Rolldown.OutputChunk) => asClassic(chunk, first, styles);
  const later = chunks.filter((one) => !first.includes(one));
  return new Map([
    [start.fileName, LOADER + first.map(part).join('\n')],
    ...later.map((chunk) => [chunk.fileName, part(chunk)] as const),
  ]);
}

/** A chunk behind all that it needs at once: they are one script, and one dictionary when it is packed. */
function neededBy(
  chunk: Rolldown.OutputChunk,
  chunks: readonly Rolldown.OutputChunk[],
  seen = new Set<string>(),
): Rolldown.OutputChunk[] {
  seen.add(chunk.fileName);
  const needed = chunks
    .filter(({ fileName }) => chunk.imports.includes(fileName))
    .flatMap((one) => (seen.has(one.fileName) ? [] : neededBy(one, chunks, seen)));
  return [...needed, chunk];
}

/** What Svelte's compiler made of a file, by its id and text: most of what one script needs, the next needs too. */
const compiled = new Map<string, unknown>();

/** Svelte's plugins, with a compiler that is asked once a file. */
function svelteOnce(): Plugin[] {
  const plugins = svelte({ configFile: false });
  const { transform } = plugins.find(({ name }) => name === 'vite-plugin-svelte:compile') ?? {};
  if (typeof transform !== 'object') throw new Error('where does the Svelte plugin compile now?');
  const { handler } = transform;
  // in place: the plugin sets a filter beside it later
  transform.handler = function (code, id, options) {
    const key = `${id}\n${code}`;
    const known = compiled.get(key) ?? handler.call(this, code, id, options);
    compiled.set(key, known);
    return known as ReturnType<typeof handler>;
  };
  return plugins;
}

/**
 * A CommonJS file as a classic script. The first brings what all of them share: a table of what each file exports, and a way
 * to fetch one by a script element. What a file imports at once is fetched before it is run, unless it came with the first.
 */
function asClassic(
  { fileName, code, imports, viteMetadata }: Rolldown.OutputChunk,
  first: readonly Rolldown.OutputChunk[],
  styles: ReadonlyMap<string, string>,
): string {
  const isThere = (file: string) => first.some((one) => one.fileName === file);
  const inTable = (file: string) => `keepalive.table[${JSON.stringify(file)}]`;
  const wanted = code.replace(
    /Promise\.resolve\(\)\.then\(\(\)=>require\((["'`])\.\/([^"'`]+)\1\)\)/g,
    (_, __, file: string) =>
      isThere(file) ? `Promise.resolve(${inTable(file)})` : `keepalive.fetch(${JSON.stringify(file)})`,
  );
  const body = wanted.replace(/\brequire\((["'`])\.\/([^"'`]+)\1\)/g, (_, __, file: string) => {
    if (!imports.includes(file)) throw new Error(`${fileName} asks for ${file}, which is not there`);
    return inTable(file);
  });
  const own = isThere(fileName)
    ? ''
    : [...(viteMetadata?.importedCss ?? [])].map((name) => styles.get(name) ?? '').join('');
  const dress = own === '' ? '' : `keepalive.dress(${JSON.stringify(own)});`;
  const needs = imports.filter((file) => !isThere(file));
  return `${dress}keepalive.define(${JSON.stringify(fileName)},${JSON.stringify(needs)},function(exports){${body}\n});`;
}

/**
 * `currentScript` is known only while the script runs: files are looked for where the first one lay. Styles are adopted, for
 * the page's policy lets no style element in.
 */
const LOADER = `var keepalive=function(from,table,waiting,fetched){return{table:table,
define:function(name,needs,make){var waits=waiting[name]||[];function run(){make(table[name]={});waits[0]&&waits[0](table[name])}
needs=needs.filter(function(one){return!table[one]});
needs.length?Promise.all(needs.map(keepalive.fetch)).then(run,waits[1]):run()},
dress:function(css){var sheet=new CSSStyleSheet;sheet.replaceSync(css);document.adoptedStyleSheets.push(sheet)},
fetch:function(name){return fetched[name]||(fetched[name]=new Promise(function(done,failed){
if(table[name])return done(table[name]);var script=document.createElement("script");
waiting[name]=[done,function(error){delete fetched[name];failed(error)}];
script.src=new URL(name,from).href;script.onerror=function(){waiting[name][1](new Error(name+" could not be loaded"))};
document.head.append(script)}))}}}(document.currentScript.src,{},{},{});
`;
