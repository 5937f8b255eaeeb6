/** Something in content that must not be built: where it stands, and a sentence for the author. */
export interface Problem {
  readonly file: string;
  readonly line?: number | undefined;
  /** `quiz[2].answer`; absent where the whole file is meant. */
  readonly field?: string | undefined;
  /** What was found and what is allowed. */
  readonly message: string;
}

/** `content/qa/x/entry.yaml:41: quiz[2].answer: found "cilent"; allowed: client, server; did you mean "client"?` */
export function sentence({ file, line, field, message }: Problem): string {
  return `${file}${line === undefined ? '' : `:${line}`}: ${field === undefined ? '' : `${field}: `}${message}`;
}

export function fieldName(path: readonly PropertyKey[]): string {
  return path
    .map((part, i) => (typeof part === 'number' ? `[${part}]` : i === 0 ? String(part) : `.${String(part)}`))
    .join('');
}

/** What was found where only `allowed` names may stand. */
export function notAllowed(found: unknown, allowed: readonly string[]): string {
  const near = typeof found === 'string' ? nearest(found, allowed) : undefined;
  const list = allowed.length === 0 ? 'none exists' : `allowed: ${allowed.join(', ')}`;
  return `found ${JSON.stringify(found)}; ${list}${near === undefined ? '' : `; did you mean "${near}"?`}`;
}

/** The name that was probably meant: within a third of its length by insertions, deletions, replacements. */
export function nearest(found: string, names: readonly string[]): string | undefined {
  const ranked = names
    .map((name) => ({ name, distance: distance(found, name) }))
    .sort((a, b) => a.distance - b.distance);
  const best = ranked[0];
  return best && best.distance <= Math.max(1, Math.floor(best.name.length / 3)) ? best.name : undefined;
}

/** Levenshtein's distance, one row at a time. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next.push(Math.min(next[j - 1]! + 1, row[j]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)));
    }
    row = next;
  }
  return row[b.length]!;
}
