import { join, sep } from 'node:path';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { build, type Plugin, type Rolldown } from 'vite';

/** Modules that are others from disk: no server, no import() of files, in Firefox no storage that two files share. */
const INSTEAD: Readonly<Record<string, string>> = {
  'src/i18n/href.ts': 'src/offline/disk/href.ts',
  'src/search/pagefind/load.ts': 'src/offline/disk/pagefind.ts',
  'src/quiz/store/indexed.ts': 'src/offline/disk/log.ts',
};

export interface Bundle {
  readonly script: string;
  readonly style: string;
}

/** The client script with every island as one classic script, and all their styles as one stylesheet. */
export const pagesBundle = (root: string, dist: string): Promise<Bundle> =>
  bundle(root, 'src/offline/disk/entry.ts', [
    instead(root, dist),
    svelte({ configFile: false, compilerOptions: { css: 'external' } }),
  ]);

/** The script of the hidden page that keeps the progress. */
export const progressBundle = (root: string): Promise<Bundle> =>
  bundle(root, 'src/offline/disk/log-frame.ts', []);

async function bundle(root: string, entry: string, plugins: (Plugin | Plugin[])[]): Promise<Bundle> {
  const built = await build({
    root,
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    base: './',
    plugins,
    build: {
      write: false,
      cssCodeSplit: false,
      assetsInlineLimit: Number.MAX_SAFE_INTEGER,
      lib: { entry: join(root, entry), formats: ['iife'], name: 'keepalive', fileName: 'keepalive' },
      rolldownOptions: {
        output: { codeSplitting: false },
        onLog(level, log, handle) {
          // Pagefind asks import.meta where it lies; here it is told (disk/pagefind.ts)
          if (log.code !== 'EMPTY_IMPORT_META') handle(level, log);
        },
      },
    },
  });
  const { output } = (built as Rolldown.RolldownOutput[])[0]!;
  const styles = output.filter((one) => one.type === 'asset' && one.fileName.endsWith('.css'));
  return {
    script: output[0].code,
    style: styles.map((one) => String((one as Rolldown.OutputAsset).source)).join('\n'),
  };
}

function instead(root: string, dist: string): Plugin {
  return {
    name: 'keepalive-from-disk',
    enforce: 'pre',
    async resolveId(id, importer, options) {
      if (id === 'virtual:pagefind') return join(dist, 'pagefind/pagefind.js');
      const found = await this.resolve(id, importer, { ...options, skipSelf: true });
      const path = found?.id
        .slice(root.length + 1)
        .split(sep)
        .join('/');
      const other = path === undefined ? undefined : INSTEAD[path];
      return other === undefined ? found : join(root, other);
    },
  };
}
