/** localStorage may be missing, blocked or full; a preference is then kept for this page only. */
export function store(key: string, value: string | undefined): void {
  try {
    if (value === undefined) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    // nothing to tell: the page does what was asked, it only will not remember
  }
}
