import { addressOf } from './release.ts';

/** What a first visit keeps at once: both homes, the pages for what is not there, and the page about reading offline. */
const FIRST = /^(\w\w\/((404|offline)\/)?)?$/;
/** What those pages load without being named in them. */
const BESIDE = /^(quiz\/versions\.json|\w\w\/manifest\.webmanifest)$/;
/** Texts and the like that a small script fetches when it is needed; larger ones are kept when they are read. */
const SMALL = 16_000;

/**
 * Addresses that are kept from the first visit on, whatever page that was: the first pages with all that they load, so that they
 * work without network, and no more. Everything else is kept as it is read.
 * @throws when an island of those pages is not in the registry as Vite writes it
 */
export function shellOf(files: ReadonlyMap<string, Uint8Array>): string[] {
  const found = new Set<string>();
  const text = (path: string): string => new TextDecoder().decode(files.get(path));
  const islands = new Set<string>();

  function take(path: string): void {
    const address = addressOf(path);
    if (found.has(path) || address === undefined || !files.has(path)) return;
    found.add(path);
    if (path.endsWith('.html')) takePage(text(path));
    if (path.endsWith('.js')) takeScript(text(path));
  }
  function takePage(html: string): void {
    for (const [, base, path] of html.matchAll(/(?:href|src)="(\/(?:[^"?#]*\/)?)([\w.-]+\.(?:css|js|svg))"/g))
      take(inDist(base! + path!));
  }
  function takeScript(code: string): void {
    for (const [, name] of code.matchAll(/(?:\bfrom|\bimport)\s*["'`]\.\/([\w.-]+\.js)["'`]/g))
      take(`_astro/${name}`);
    const later = loadedLater(code);
    const registry = later.some(({ island }) => island === 'offline');
    const lost = registry && [...islands].find((name) => !later.some(({ island }) => island === name));
    if (lost) throw new Error(`island ${lost} is not in the registry as it was built`);
    for (const { island, name, styles } of later) {
      const small = (files.get(`_astro/${name}`)?.length ?? Infinity) <= SMALL;
      if (registry ? !islands.has(island ?? '') : !small) continue;
      for (const path of [`_astro/${name}`, ...styles]) take(path);
    }
  }
  /** The base path is no part of dist. */
  const inDist = (path: string): string => {
    const parts = path.slice(1).split('/');
    return parts.map((_, at) => parts.slice(at).join('/')).find((one) => files.has(one)) ?? path;
  };

  const paths = [...files.keys()];
  const pages = paths.filter((path) => FIRST.test(addressOf(path) ?? '-'));
  // all of them before the registry is read
  for (const page of pages)
    for (const [, name] of text(page).matchAll(/data-island="([\w-]+)" data-when="(?!asked)/g))
      islands.add(name!);
  for (const path of [...pages, ...paths.filter((one) => BESIDE.test(one))]) take(path);
  return [...found].map((path) => addressOf(path)!).sort();
}

interface Later {
  /** Its name in the registry of islands, where it stands there. */
  readonly island: string | undefined;
  readonly name: string;
  readonly styles: readonly string[];
}

/** `name:()=>load(()=>import("./x.js"),__vite__mapDeps([0,1]))`, as Vite writes what is fetched when it is needed. */
function loadedLater(code: string): Later[] {
  const all: unknown = JSON.parse(/m\.f=(\[[^\]]*\])/.exec(code)?.[1] ?? '[]');
  const paths = Array.isArray(all) ? all.map(String) : [];
  const loads =
    /(?:["'`]?([\w-]+)["'`]?:\(\)=>)?\w+\(\(\)=>import\(["'`]\.\/([\w.-]+\.js)["'`]\)[^,]{0,40},(?:__vite__mapDeps\(\[([\d,]*)\]\))?/g;
  return [...code.matchAll(loads)].map(([, island, name, needs]) => ({
    island,
    name: name!,
    styles: (needs ?? '')
      .split(',')
      .filter(Boolean)
      .map((at) => paths[Number(at)]!)
      .filter((path) => path.endsWith('.css')),
  }));
}
