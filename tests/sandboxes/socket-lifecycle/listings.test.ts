/**
 * The listings are programs: those whose language is on this machine are run against each other, as the scenario runs them.
 * Python and Node.js in every run of the tests, C and Java too with KEEPALIVE_LONG=1.
 */
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { LISTINGS } from '#sandboxes/socket-lifecycle/listings/all.ts';
import { chosen, defaults, type CodeLanguage } from '#sandboxes/socket-lifecycle/parameters.ts';
import { CASTS } from '#sandboxes/socket-lifecycle/programs.ts';

const folder = mkdtempSync(join(tmpdir(), 'keepalive-listings-'));
afterAll(() => rmSync(folder, { recursive: true }));
const has = (command: string, ...args: string[]) => spawnSync(command, args).status === 0;

/** How to make a program of a file, and run it; undefined where the language is not here. */
const RUN: Readonly<Record<CodeLanguage, ((file: string) => [string, string[]]) | undefined>> = {
  c: has('cc', '--version')
    ? (file) => {
        const made = spawnSync(
          'cc',
          ['-std=gnu17', '-Wall', '-Wextra', '-Wno-unused-result', '-o', `${file}.out`, `${file}.c`],
          { encoding: 'utf8' },
        );
        expect(made.stderr).toBe('');
        return [`${file}.out`, []];
      }
    : undefined,
  python: has('python3', '--version') ? (file) => ['python3', [`${file}.py`]] : undefined,
  node: (file) => [process.execPath, [`${file}.mjs`]],
  java:
    process.env['KEEPALIVE_LONG'] && has('java', '--version')
      ? (file) => ['java', [`${file}.java`]]
      : undefined,
};
const ENDING: Readonly<Record<CodeLanguage, string>> = { c: 'c', python: 'py', node: 'mjs', java: 'java' };

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as { port: number };
  probe.close();
  return port;
}

/** Exit codes and what was said on standard error. */
async function play(scenario: string, language: CodeLanguage, roles: readonly ('server' | 'client')[]) {
  const cast = CASTS[scenario]!(chosen(defaults));
  const port = await freePort();
  const running = [];
  for (const role of roles) {
    const file = join(folder, `${scenario}-${language}-${role}`);
    const lines = LISTINGS[language](cast[role][0]!.steps, role, { host: '127.0.0.1', port });
    writeFileSync(`${file}.${ENDING[language]}`, lines.map(({ text }) => text).join('\n') + '\n');
    const [command, args] = RUN[language]!(file);
    const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    running.push(once(child, 'exit').then(([code]) => ({ code: code as number, said })));
    // The server is given the time to listen
    if (role === 'server') await new Promise((go) => setTimeout(go, 700));
  }
  return Promise.all(running);
}

const tried = process.env['KEEPALIVE_LONG']
  ? (['c', 'python', 'node', 'java'] as const)
  : (['python', 'node'] as const);

describe.each(tried.filter((language) => RUN[language]))('in %s', (language) => {
  it.concurrent('one request, one answer', { timeout: 30_000 }, async () => {
    for (const { code, said } of await play('echo', language, ['server', 'client']))
      expect([code, said]).toEqual([0, '']);
  });
  it.concurrent('nobody listens: refused', { timeout: 30_000 }, async () => {
    const [client] = await play('refused', language, ['client']);
    expect(client!.code).not.toBe(0);
    expect(client!.said).toMatch(/refused/i);
  });
  it.concurrent('closed without reading: reset', { timeout: 30_000 }, async () => {
    const [server, client] = await play('unread', language, ['server', 'client']);
    expect(server!.code).toBe(0);
    expect(client!.said).toMatch(/reset/i);
  });
  it.concurrent('written after the close: broken pipe', { timeout: 30_000 }, async () => {
    const [, client] = await play('broken-pipe', language, ['server', 'client']);
    expect(client!.said).toMatch(/broken pipe|EPIPE/i);
  });
});
