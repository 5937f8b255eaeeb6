import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { LEFT_OUT } from '#engine/sockets/leaves-out.ts';
import { reasons } from '#engine/sockets/reasons.ts';

const root = join(import.meta.dirname, '../../..');
const room = join(root, 'src/engine/sockets');
const read = (file: string) => readFileSync(join(room, file), 'utf8');
const sources = readdirSync(room).filter((file) => file.endsWith('.ts') && file !== 'reasons.ts');

describe('the reasons of the socket layer', () => {
  const ids = Object.keys(reasons);
  it.each(['ko', 'en'])('have a sentence each in %s, as has everything that is left out', (lang) => {
    const said = JSON.parse(
      readFileSync(join(root, `content/reasons/sockets.${lang}.json`), 'utf8'),
    ) as object;
    expect(Object.keys(said)).toEqual([...ids, ...LEFT_OUT.map((id) => `left-out.${id}`)]);
  });
  it('are all that the sources name', () => {
    const named = sources.flatMap((file) =>
      [...read(file).matchAll(/'(socket\.[a-z-]+)'/g)].map((m) => m[1]!),
    );
    expect(ids).toEqual(expect.arrayContaining(named));
  });
  it('know every errno that a call may give', () => {
    const names = [.../type Errno =([^;]+);/.exec(read('errno.ts'))![1]!.matchAll(/'(E[A-Z]+)'/g)].map(
      (m) => m[1]!,
    );
    const known = ids.filter((id) => id.startsWith('socket.errno-')).map((id) => id.slice(13).toUpperCase());
    expect(known.sort()).toEqual(names.sort());
  });
  it('know every call', () => {
    const calls = [...read('process.ts').matchAll(/#(?:call|on)(?:<[^(]*>)?\((?:fd, )?'(\w+)'/g)].map(
      (m) => m[1]!,
    );
    expect(calls.length).toBeGreaterThan(15);
    for (const call of calls) expect(ids).toContain(`socket.call-${call}`);
  });
});
