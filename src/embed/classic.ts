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
  return new Map(chunks.map((chunk) => [chunk.fileName, asClassic(chunk, styles)]));
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
 * to fetch one by a script element. What a file imports at once is fetched before it is run.
 */
function asClassic(
  { fileName, code, isEntry, imports, viteMetadata }: Rolldown.OutputChunk,
  styles: ReadonlyMap<string, string>,
): string {
  const wanted = code.replace(
    /Promise\.resolve\(\)\.then\(\(\)=>require\((["'`])\.\/([^"'`]+)\1\)\)/g,
    (_, __, file: string) => `keepalive.fetch(${JSON.stringify(file)})`,
  );
  const body = wanted.replace(/\brequire\((["'`])\.\/([^"'`]+)\1\)/g, (_, __, file: string) => {
    if (!imports.includes(file)) throw new Error(`${fileName} asks for ${file}, which is not there`);
    return `keepalive.table[${JSON.stringify(file)}]`;
  });
  const own = isEntry
    ? ''
    : [...(viteMetadata?.importedCss ?? [])].map((name) => styles.get(name) ?? '').join('');
  const dress = own === '' ? '' : `keepalive.dress(${JSON.stringify(own)});`;
  const define = `${dress}keepalive.define(${JSON.stringify(fileName)},${JSON.stringify(imports)},function(exports){${body}\n});`;
  return isEntry ? `${LOADER}${define}` : define;
}

/**
 * `currentScript` is known only while the script runs: files are looked for where the first one lay. Styles are adopted, for
 * the page's policy lets no style element in.
 */
const LOADER = `var keepalive={table:{},waiting:{},from:document.currentScript.src,
define:function(name,needs,make){var waits=keepalive.waiting[name]||[];var run=function(){make(keepalive.table[name]={});
if(waits[0])waits[0](keepalive.table[name])};needs=needs.filter(function(one){return!keepalive.table[one]});
if(needs.length)Promise.all(needs.map(keepalive.fetch)).then(run,waits[1]);else run()},
dress:function(css){var sheet=new CSSStyleSheet();sheet.replaceSync(css);document.adoptedStyleSheets.push(sheet)},
fetch:function(name){return keepalive.waiting[name+"?"]||(keepalive.waiting[name+"?"]=new Promise(function(done,failed){
if(keepalive.table[name])return done(keepalive.table[name]);var script=document.createElement("script");
keepalive.waiting[name]=[done,function(error){delete keepalive.waiting[name+"?"];failed(error)}];
script.src=new URL(name,keepalive.from).href;script.onerror=function(){keepalive.waiting[name][1](new Error(name+" could not be loaded"))};
document.head.append(script)}))}};
`;
