/** An address inside the site from a path that starts with '/': keeps working under a sub-path (`BASE_PATH`). */
export function href(path: string): string {
  return import.meta.env.BASE_URL.replace(/\/$/, '') + path;
}
