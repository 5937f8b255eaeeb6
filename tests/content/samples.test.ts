import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readContent } from '#schemas/read.ts';
import { programsIn, withPrograms } from '#schemas/programs.ts';

/**
 * content/samples/<name>/ holds programs. `x.py` prints what `x.out` says. A file with `server` in its name listens on the port
 * that it is given and says so ("listening"); one with `client` connects to the port: every server is run with every client, in
 * whatever language, and they print `server.out` and `client.out` (a number of a port reads PORT). A line `needs JDK 21` or
 * `needs CAP_NET_RAW` is heeded.
 */
const root = join(import.meta.dirname, '../..');
const samples = join(root, 'content/samples');
const built = mkdtempSync(join(tmpdir(), 'sample-'));

const has = (command: string, flag = '--version') => spawnSync(command, [flag]).status === 0;
const jdk = Number(/version "(\d+)/.exec(spawnSync('java', ['-version']).stderr?.toString() ?? '')?.[1] ?? 0);
const tools = { '.py': has('python3'), '.js': true, '.c': has('cc'), '.java': jdk > 0 } as const;
type Ending = keyof typeof tools;
const mayBeRaw =
  spawnSync('python3', ['-c', 'import socket as s; s.socket(s.AF_INET, s.SOCK_RAW, 1)']).status === 0;

const programs = readdirSync(samples).flatMap((folder) =>
  readdirSync(join(samples, folder))
    .filter((file) => extname(file) in tools)
    .map((file) => {
      const path = join(samples, folder, file);
      const text = readFileSync(path, 'utf8');
      const needs = Number(/needs JDK (\d+)/.exec(text)?.[1] ?? 0);
      const raw = text.includes('needs CAP_NET_RAW');
      const ending = extname(file) as Ending;
      return { name: `${folder}/${file}`, folder, file, path, ending, needs, raw };
    }),
);
type Program = (typeof programs)[number];

const missing = ({ ending, needs, raw }: Program) =>
  !tools[ending]
    ? `needs ${{ '.py': 'python3', '.js': 'node', '.c': 'cc', '.java': 'a JDK' }[ending]}`
    : needs > jdk && ending === '.java'
      ? `needs JDK ${needs}`
      : raw && !mayBeRaw
        ? 'needs CAP_NET_RAW'
        : '';
const titled = (one: Program) => `${one.name}${missing(one) && ` (${missing(one)})`}`;

/** Makes a program ready; the command that runs it. Throws with the compiler's words where it warns. */
function command({ ending, path, name }: Program): [string, string[]] {
  if (ending === '.py') return ['python3', ['-u', path]];
  if (ending === '.js') return ['node', [path]];
  if (ending === '.java') return ['java', [path]];
  const binary = join(built, name.replaceAll('/', '-'));
  execFileSync('cc', ['-O2', '-Wall', '-Wextra', '-Werror', '-pthread', '-o', binary, path], {
    stdio: 'pipe',
  });
  return [binary, []];
}

const expected = (folder: string, name: string) => {
  const at = readdirSync(join(samples, folder)).find((one) => one === `${name}.out`);
  return at && readFileSync(join(samples, folder, at), 'utf8');
};
const role = (one: Program) =>
  /server/i.test(one.file) ? 'server' : /client/i.test(one.file) ? 'client' : 'alone';

const running: ReturnType<typeof spawn>[] = [];
afterAll(() => running.forEach((one) => one.kill('SIGKILL')));

/** Starts a program; what it prints, with the port's number left out, and its end. */
function start(one: Program, port: number) {
  const [file, args] = command(one);
  const child = spawn(file, [...args, String(port)]);
  running.push(child);
  const said = { out: '', err: '' };
  child.stdout.on('data', (text: Buffer) => (said.out += text.toString().replaceAll(String(port), 'PORT')));
  child.stderr.on('data', (text: Buffer) => (said.err += text.toString()));
  const ended = new Promise<void>((done) => child.on('close', () => done()));
  return { child, said, ended };
}

const freePort = () =>
  new Promise<number>((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => done(port));
    });
  });

describe('a program shown', () => {
  const files = readContent(root).samples;
  it('stands in the prose by reference', () => {
    const prose = 'Look:\n\n```c sample="echo/server.c" lines="2-3" {1}\n```\n';
    expect(programsIn(prose)).toEqual([{ name: 'echo/server.c', lines: [2, 3], line: 3 }]);
    expect(withPrograms(prose, () => 'a\nb\nc\nd\n')).toBe('Look:\n\n```c title="server.c" {1}\nb\nc\n```\n');
  });
  it.each(readdirSync(samples).filter((one) => one !== 'echo'))('%s is told of on some page', (folder) => {
    const pages = readContent(root).questions.map(({ prose }) => prose.ko ?? '');
    expect(pages.some((one) => one.includes(`${folder}/`) || one.includes(`samples/${folder}`))).toBe(true);
    expect([...files.keys()].some((one) => one.startsWith(`${folder}/`))).toBe(true);
  });
});

describe('a program alone', () => {
  for (const one of programs.filter((each) => role(each) === 'alone'))
    it.skipIf(missing(one))(titled(one), () => {
      const prints = expected(one.folder, one.file.slice(0, -one.ending.length));
      const [file, args] = command(one);
      if (prints !== undefined) expect(execFileSync(file, args, { encoding: 'utf8' })).toBe(prints);
    });
});

describe('a server and a client of any language talk', () => {
  const servers = programs.filter((one) => role(one) === 'server');
  for (const server of servers)
    for (const client of programs.filter((one) => role(one) === 'client' && one.folder === server.folder))
      it.skipIf(missing(server) || missing(client))(
        `${titled(server)} and ${titled(client)}`,
        async () => {
          const port = await freePort();
          const serving = start(server, port);
          await expect
            .poll(() => serving.said.out || serving.said.err, { timeout: 20_000 })
            .toContain('listening');
          const asking = start(client, port);
          await asking.ended;
          expect(asking.said).toEqual({ out: expected(client.folder, 'client'), err: '' });
          await expect
            .poll(() => serving.said.out, { timeout: 5_000 })
            .toBe(expected(server.folder, 'server'));
          serving.child.kill();
        },
        40_000,
      );
});
