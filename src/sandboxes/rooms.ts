import type { Component } from 'svelte';
import { LANGUAGES, type Language } from '#i18n/languages.ts';
import { strings } from '#i18n/strings.ts';
import type { ModelCore } from '#player/model.ts';
import type { Room } from '#player/room.ts';
import type { Texts } from '#player/views.ts';
import { modelIn } from './model-in.ts';

const cores = import.meta.glob<{ core: ModelCore }>('/src/sandboxes/*/core.ts');
const models = import.meta.glob<Readonly<Record<string, unknown>>>('/src/sandboxes/*/model.ts');
const views = import.meta.glob<{ default: Component<never> }>('/src/sandboxes/*/Views.svelte');
/** `worker.ts` of those whose runs take long: see #player/heavy/serve.ts. */
const workers = import.meta.glob<{ default: new () => Worker }>('/src/sandboxes/*/worker.ts', {
  query: '?worker&inline',
});
const clauses = import.meta.glob<{ reasons: Readonly<Record<string, string>> }>('/src/engine/**/reasons.ts');
const texts = import.meta.glob<{ default: Texts }>([
  '/content/sandboxes/*/*.json',
  '/content/reasons/*.json',
]);

/** Whose reasons a sandbox's events carry: rooms of src/engine, whose last names are the prefixes in content/reasons. Any other has packets. */
const REASONS: Readonly<Record<string, readonly string[]>> = {
  'cache-policy': ['cache'],
  'web-cache': ['webcache', 'cache/http-cache'],
  cdn: ['cdn'],
  'packet-lab': ['sockets', 'tcp', 'net'],
  'udp-vs-tcp': ['messages', 'tcp', 'net'],
  'port-demux': ['sockets', 'tcp', 'net'],
  'socket-lifecycle': ['sockets', 'tcp', 'net'],
  'tcp-congestion': ['tcp', 'contest'],
  'data-path': ['datapath', 'net'],
  'http-connections': ['pageload', 'quic', 'tcp', 'net'],
  'websocket-lab': ['realtime', 'tcp', 'net'],
  'http-vs-socket': ['ways', 'tcp', 'net'],
};
const OF_PACKETS: readonly string[] = ['tcp', 'net'];
const lastName = (engine: string): string => engine.slice(engine.lastIndexOf('/') + 1);
const engines = (id: string): readonly string[] => REASONS[id] ?? OF_PACKETS;

/** Ids of the sandboxes that have both a model and a picture. */
export const roomIds: readonly string[] = Object.keys(views)
  .map((path) => path.split('/')[3]!)
  .filter((id) => `/src/sandboxes/${id}/core.ts` in cores)
  .sort();

async function load<T>(files: Readonly<Record<string, () => Promise<T>>>, path: string): Promise<T> {
  const file = files[path];
  if (!file) throw new Error(`${path} does not exist; sandboxes are: ${roomIds.join(', ')}`);
  return file();
}

/** Everything a player needs to show sandbox `id` in one language, fetched when it is asked for. */
export async function loadRoom(id: string, lang: Language): Promise<Room> {
  const [model, view, why, reasons, own, player, wire] = await Promise.all([
    load(cores, `/src/sandboxes/${id}/core.ts`),
    load(views, `/src/sandboxes/${id}/Views.svelte`),
    Promise.all(engines(id).map((engine) => load(clauses, `/src/engine/${engine}/reasons.ts`))),
    Promise.all(
      engines(id).map((engine) => load(texts, `/content/reasons/${lastName(engine)}.${lang}.json`)),
    ),
    load(texts, `/content/sandboxes/${id}/${lang}.json`),
    strings(lang, 'player'),
    engines(id).includes('net') ? strings(lang, 'wire') : {},
  ]);
  return {
    model: model.core,
    whole: async () => modelIn(await load(models, `/src/sandboxes/${id}/model.ts`)),
    Views: view.default as unknown as Room['Views'],
    spawn: workers[`/src/sandboxes/${id}/worker.ts`],
    clauses: Object.assign({}, ...why.map((one) => one.reasons)) as Room['clauses'],
    text: Object.assign({}, wire, player, ...reasons.map((one) => one.default), own.default) as Texts,
  };
}

/**
 * Sources of modules by their names, with plain imports: 'virtual:given' exports what of sandbox `id` is code, and where the rest is
 * fetched: 'virtual:text/<lang>' is its texts in one language, 'virtual:text/clauses' what they cite.
 */
export const roomModules = (id: string): Readonly<Record<string, string>> => ({
  'virtual:given': roomSource(id),
  'virtual:text/clauses': clauseSource(id),
  ...Object.fromEntries(LANGUAGES.map((lang) => [`virtual:text/${lang}`, textSource(id, lang)])),
});

const textSource = (id: string, lang: Language): string => {
  const files = [
    ...(engines(id).includes('net') ? [`ui/${lang}/wire`] : []),
    `ui/${lang}/player`,
    ...engines(id).map((engine) => `reasons/${lastName(engine)}.${lang}`),
    `sandboxes/${id}/${lang}`,
  ];
  const imports = files.map((file, i) => `import of${i} from '#content/${file}.json';`);
  return `${imports.join('\n')}\nexport default { ${files.map((_, i) => `...of${i}`).join(', ')} };\n`;
};

const clauseSource = (id: string): string => `
${engines(id)
  .map((engine, i) => `import { reasons as of${i} } from '#engine/${engine}/reasons.ts';`)
  .join('\n')}
export default { ${engines(id)
  .map((_, i) => `...of${i}`)
  .join(', ')} };
`;

/** The views first: behind the player, whose code is like theirs, they pack better. */
const roomSource = (id: string): string => `
import { modelIn } from '#sandboxes/model-in.ts';
export { default as Views } from '#sandboxes/${id}/Views.svelte';
export { core as model } from '#sandboxes/${id}/core.ts';
export const whole = async () => modelIn(await import('#sandboxes/${id}/model.ts'));
export const clauses = () => import('virtual:text/clauses');
export const texts = { ${LANGUAGES.map((lang) => `${lang}: () => import('virtual:text/${lang}')`).join(', ')} };
export const spawn = ${`/src/sandboxes/${id}/worker.ts` in workers ? `() => import('#sandboxes/${id}/worker.ts?worker&inline')` : 'undefined'};
`;
