const KEY = 'searches';
const MOST = 6;

/** Searches that led somewhere, newest first. Storage may be missing, blocked, full or hold anything. */
export function recent(): string[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    return Array.isArray(stored)
      ? stored.filter((one): one is string => typeof one === 'string' && one.length <= 100).slice(0, MOST)
      : [];
  } catch {
    return [];
  }
}

export function remember(query: string): void {
  const text = query.trim().slice(0, 100);
  if (text !== '') store([text, ...recent().filter((one) => one !== text)].slice(0, MOST));
}

export const forget = (): void => store([]);

function store(queries: readonly string[]): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(queries));
  } catch {
    // a convenience: without storage there is none, and nothing to tell
  }
}
