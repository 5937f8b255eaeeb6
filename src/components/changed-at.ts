import { execFileSync } from 'node:child_process';

/**
 * When any of these paths was last changed, in seconds since 1970, without asking the clock: SOURCE_DATE_EPOCH where it is set, else
 * the last commit that touched them, else (there is no repository) the latest of the days given.
 */
export function changedAt(paths: readonly string[], days: readonly string[]): number {
  const given = process.env['SOURCE_DATE_EPOCH'];
  if (given !== undefined && /^\d+$/.test(given)) return Number(given);
  return committedAt(paths) ?? Math.max(0, ...days.map((day) => Date.parse(`${day}T00:00:00Z`) / 1000));
}

function committedAt(paths: readonly string[]): number | undefined {
  try {
    const log = ['log', '-1', '--format=%ct', '--', ...paths];
    const said = execFileSync('git', log, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    return Number.parseInt(said, 10) || undefined;
  } catch {
    return undefined;
  }
}
