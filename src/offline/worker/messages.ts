/** What a page asks of the worker; the answer comes by the port that goes along. */
export type Ask =
  /** What is kept, and what all of it would take. */
  | { readonly keepalive: 'state' }
  /** Keep the whole site, now and with every new release. Told as it goes. */
  | { readonly keepalive: 'keep' }
  /** Give back the room: keep as it is read again. */
  | { readonly keepalive: 'forget' }
  /** These were loaded before there was a worker: keep them too. */
  | { readonly keepalive: 'read'; readonly addresses: readonly string[] };

export interface Kept {
  /** The reader wants the whole site. */
  readonly everything: boolean;
  /** Files of this release that are kept, of how many, and how many bytes all of them are. */
  readonly kept: number;
  readonly of: number;
  readonly bytes: number;
  /** This is the last that is told. */
  readonly over: boolean;
  /** Why it is not all. */
  readonly failed?: 'network' | 'room';
}

const ASKS = ['state', 'keep', 'forget', 'read'];

export function readAsk(data: unknown): Ask | undefined {
  if (data === null || typeof data !== 'object' || !('keepalive' in data)) return undefined;
  if (!ASKS.includes(String(data.keepalive))) return undefined;
  if (data.keepalive !== 'read') return data as Ask;
  const { addresses } = data as { addresses?: unknown };
  return Array.isArray(addresses) && addresses.every((one) => typeof one === 'string')
    ? { keepalive: 'read', addresses: addresses as string[] }
    : undefined;
}
