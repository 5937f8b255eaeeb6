/** A file of the site as data; undefined where it cannot be had: no connection, and not kept for offline use. */
export async function readJson<T>(address: string): Promise<T | undefined> {
  try {
    const response = await fetch(address);
    return response.ok ? await response.json() : undefined;
  } catch {
    return undefined;
  }
}
