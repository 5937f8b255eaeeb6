/** The same tables on the machine's own kernel: what we call Linux's answer is what Linux answers. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { STREAM_CASES } from './calls.ts';
import { DATAGRAM_CASES } from './datagram-calls.ts';

const CASES = [...STREAM_CASES, ...DATAGRAM_CASES];
const python = spawnSync('python3', ['--version']).status === 0;
const linux = process.platform === 'linux';

describe.skipIf(!python || !linux)('the kernel of this machine (needs Linux and python3)', () => {
  const input = JSON.stringify(CASES.map(({ lines }) => lines.map(([call]) => call)));
  const run =
    python && linux
      ? spawnSync('python3', [join(import.meta.dirname, 'real.py')], { input, encoding: 'utf8' })
      : undefined;

  it('plays every table', () => expect(run?.stderr).toBe(''));
  it.each(CASES.map((one, at) => ({ ...one, at })))('$name', ({ lines, at }) => {
    const results = (JSON.parse(run?.stdout || '[]') as string[][])[at] ?? [];
    expect(lines.map(([call], nth) => `${call} = ${results[nth]}`)).toEqual(
      lines.map(([call, result]) => `${call} = ${result}`),
    );
  });
});
