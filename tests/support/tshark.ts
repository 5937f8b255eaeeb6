/** What another's dissector makes of a capture. Where it is not installed, tests skip what asks for it, by name. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const tshark = (...args: readonly string[]): string =>
  execFileSync('tshark', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });

export const hasTshark = (() => {
  try {
    return tshark('--version') !== '';
  } catch {
    return false;
  }
})();

export interface Question {
  /** A display filter; without it, every packet is told of. */
  readonly filter?: string;
  /** Such as 'tcp.check_checksum:TRUE'. */
  readonly preferences?: readonly string[];
  /** Reads the file twice, so that a packet is told of what comes after it. */
  readonly twice?: boolean;
}

/** A row a packet, a cell a field; several values in a cell have commas between them. A file tshark cannot read throws. */
export function packetsOf(
  capture: Uint8Array,
  fields: readonly string[],
  { filter, preferences = [], twice = false }: Question = {},
): string[][] {
  const folder = mkdtempSync(join(tmpdir(), 'keepalive-tshark-'));
  try {
    const file = join(folder, 'capture');
    writeFileSync(file, capture);
    const out = tshark(
      ...['-r', file, '-T', 'fields'],
      ...(twice ? ['-2'] : []),
      ...(filter === undefined ? [] : ['-Y', filter]),
      ...preferences.flatMap((one) => ['-o', one]),
      ...fields.flatMap((field) => ['-e', field]),
    );
    return out === '' ? [] : out.replace(/\n$/, '').split('\n').map((line) => line.split('\t')); // prettier-ignore
  } finally {
    rmSync(folder, { recursive: true });
  }
}
