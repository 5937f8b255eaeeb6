/**
 * What it costs. `npm run bench` runs all; `npm run bench engine reader` only those. Figures without the machine mean nothing,
 * so it is named first; nothing here is asserted (a busy machine must not fail a test). Each part has a process of its own: what
 * one has taught the compiler slows the next down, and memory can be told only where nobody else's lies about.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { serve } from '../support/serve.ts';
import { benchBuild } from './build.ts';
import { benchBulk } from './bulk.ts';
import { benchCache } from './cache.ts';
import { benchCdn } from './cdn.ts';
import { benchContest } from './contest.ts';
import { benchCrowd } from './crowd.ts';
import { benchCurves } from './curves.ts';
import { benchEngine } from './engine.ts';
import { benchHttpCache } from './http-cache.ts';
import { benchHttp } from './http.ts';
import { benchLighthouse } from './lighthouse.ts';
import { machine } from './measure.ts';
import { benchReader } from './reader.ts';
import { benchWebSocket } from './websocket.ts';

const root = join(import.meta.dirname, '..', '..');

async function onSite(work: (origin: string) => Promise<void>): Promise<void> {
  const dist = join(root, 'dist');
  if (!existsSync(join(dist, 'index.html'))) throw new Error('build the site first: npm run build');
  const site = await serve(dist, 0);
  try {
    await work(site.origin);
  } finally {
    await site.close();
  }
}

const QUESTIONS = ['/ko/qa/three-way-handshake/', '/ko/qa/what-is-caching/'];
const PARTS: Readonly<Record<string, () => void | Promise<void>>> = {
  engine: benchEngine,
  bulk: benchBulk,
  crowd: benchCrowd,
  contest: benchContest,
  cache: benchCache,
  'http-cache': benchHttpCache,
  cdn: benchCdn,
  curves: () => onSite(benchCurves),
  websocket: benchWebSocket,
  http: benchHttp,
  reader: () => onSite((origin) => benchReader(origin, QUESTIONS)),
  lighthouse: () =>
    onSite((origin) =>
      benchLighthouse(
        origin,
        ['ko', 'en'].flatMap((lang) => [`/${lang}/`, `/${lang}/qa/three-way-handshake/`, `/${lang}/quiz/`]),
      ),
    ),
  build: () => benchBuild(root, [50, 500, 1000, 2000]),
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in PARTS));
if (unknown.length > 0) {
  console.error(`no such part: ${unknown.join(', ')}; there are ${Object.keys(PARTS).join(', ')}`);
  process.exit(2);
}
if (process.env['BENCH_PART']) {
  await PARTS[process.env['BENCH_PART']]!();
  process.exit(0);
}
console.log(machine());
for (const name of Object.keys(PARTS)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  console.log(`\n${name}`);
  const env = { ...process.env, BENCH_PART: name };
  const { status } = spawnSync(process.execPath, ['--expose-gc', import.meta.filename], {
    env,
    stdio: 'inherit',
  });
  if (status !== 0) process.exit(status ?? 1);
}
