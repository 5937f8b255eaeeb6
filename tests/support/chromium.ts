/**
 * The browser of the tests: the one that KEEPALIVE_CHROMIUM names; on Linux x64 the Chromium that npm brought
 * (nothing to install by hand); anywhere else a Chrome or Chromium found on the system.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');
const cache = join(root, 'node_modules', '.cache', 'keepalive');
const require = createRequire(import.meta.url);

/** No telemetry, no update, no foreign host: a test must not depend on the network, nor use it. */
export const CHROMIUM_ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
  '--font-render-hinting=none',
];

export interface Browser {
  readonly executablePath: string;
  readonly env: Readonly<Record<string, string>>;
}

const ON_THE_SYSTEM = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:/Program Files/Google/Chrome/Application/chrome.exe',
];

/** Unpacks the npm package's Chromium once, under a folder named with its version, and says how to start it. */
export async function chromium(): Promise<Browser> {
  const named = process.env['KEEPALIVE_CHROMIUM'];
  const env = { ...(process.env as Record<string, string>), FONTCONFIG_FILE: fontConfiguration() };
  if (named) return { executablePath: named, env };
  if (process.platform === 'linux' && process.arch === 'x64') {
    const folder = await unpacked();
    const missing = !systemHas('libnss3.so');
    const libraries = missing ? { LD_LIBRARY_PATH: join(folder, 'al2023', 'lib') } : {};
    return { executablePath: join(folder, 'chromium'), env: { ...env, ...libraries } };
  }
  const found = ON_THE_SYSTEM.find((path) => existsSync(path));
  if (!found) {
    throw new Error(
      'No Chromium: set KEEPALIVE_CHROMIUM to the path of a Chrome or Chromium of version 120 or later.',
    );
  }
  return { executablePath: found, env };
}

async function unpacked(): Promise<string> {
  const entry = require.resolve('@sparticuz/chromium');
  const home = join(dirname(entry), '..');
  const { version } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as { version: string };
  const folder = join(cache, `chromium-${version}`);
  if (existsSync(folder)) return folder;
  const half = `${folder}.${process.pid}`;
  mkdirSync(half, { recursive: true });
  // The package unpacks into the system's temporary folder and re-uses whatever lies there: give it one of its own.
  const before = process.env['TMPDIR'];
  process.env['TMPDIR'] = half;
  try {
    const { inflate } = (await import('@sparticuz/chromium')) as { inflate(path: string): Promise<string> };
    for (const part of ['chromium.br', 'al2023.tar.br']) await inflate(join(home, 'bin', part));
  } finally {
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
  }
  try {
    renameSync(half, folder);
  } catch {
    rmSync(half, { recursive: true, force: true }); // another run was faster
  }
  return folder;
}

function systemHas(library: string): boolean {
  try {
    return execFileSync('/sbin/ldconfig', ['-p'], { encoding: 'utf8' }).includes(library);
  } catch {
    return false;
  }
}

/** Hangul in screenshots and in widths: a machine without a Korean font draws every syllable as the same box. */
function fontConfiguration(): string {
  const fonts = dirname(require.resolve('@expo-google-fonts/nanum-gothic/package.json'));
  const file = join(cache, 'fonts.conf');
  mkdirSync(cache, { recursive: true });
  writeFileSync(
    file,
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
<dir>/usr/share/fonts</dir><dir>${fonts}/400Regular</dir><dir>${fonts}/700Bold</dir>
<cachedir>${join(cache, 'fontconfig')}</cachedir>
<alias><family>system-ui</family><prefer><family>Nanum Gothic</family></prefer></alias>
<alias><family>sans-serif</family><prefer><family>Nanum Gothic</family></prefer></alias>
<alias><family>ui-monospace</family><prefer><family>DejaVu Sans Mono</family></prefer></alias>
</fontconfig>\n`,
  );
  return file;
}
