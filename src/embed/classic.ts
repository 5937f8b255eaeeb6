import { join } from 'node:path';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { build, type Rolldown } from 'vite';

/**
 * Build time only: a module of src/ (path from there) with all that it imports, as one classic script. A page in an iframe
 * sandboxed without `allow-same-origin` cannot load modules: their requests have the origin "null", which a plain static
 * host does not answer. Styles are not in it: the page that uses it links them. `given` is the source of the module that
 * `entry` imports as 'virtual:given': what differs between scripts of one kind.
 */
export async function classic(entry: string, given = ''): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'warn',
    plugins: [
      svelte({ configFile: false }),
      {
        name: 'keepalive-given',
        resolveId: (id) => (id === 'virtual:given' ? '\0virtual:given' : undefined),
        load: (id) => (id === '\0virtual:given' ? given : undefined),
      },
      { name: 'keepalive-at-once', enforce: 'post', transform: atOnce },
    ],
    build: {
      write: false,
      lib: {
        entry: join(process.cwd(), 'src', entry),
        formats: ['iife'],
        name: 'keepalive',
        fileName: 'classic',
      },
    },
  });
  const outputs = (Array.isArray(built) ? built : [built]) as Rolldown.RolldownOutput[];
  const script = outputs.flatMap(({ output }) => output).find((one) => one.type === 'chunk' && one.isEntry);
  if (script?.type !== 'chunk') throw new Error(`${entry}: nothing was bundled`);
  return script.code;
}

/**
 * `import('./x')` becomes a plain import: one file holds all anyway, and a bundler that keeps the order of lazy modules wraps
 * each of them, and all that they share, in a function of its own, which costs a fifth of the size.
 */
function atOnce(code: string, id: string): string | undefined {
  if (id.includes('/node_modules/')) return undefined;
  const files: string[] = [];
  const changed = code.replace(/\bimport\((["'])(\.[^"']+)\1\)/g, (_, __, file: string) => {
    files.push(file);
    return `Promise.resolve(lazy${files.length})`;
  });
  if (files.length === 0) return undefined;
  return files.map((file, n) => `import * as lazy${n + 1} from '${file}';\n`).join('') + changed;
}
