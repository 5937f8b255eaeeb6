import type { Stream } from '../kernel/random.ts';

export const TRANSPORTS = ['websocket', 'xhr_streaming', 'xhr', 'xhr_send'] as const;
export type TransportName = (typeof TRANSPORTS)[number];

/** '/echo/000/abcdefgh/xhr': prefix, server, session, transport ("Session URLs"). */
export interface SockUrl {
  readonly prefix: string;
  /** Three digits by custom; it only helps balancers to keep a session with its server. */
  readonly server: string;
  readonly session: string;
  readonly transport: TransportName;
}

export const sockUrl = ({ prefix, server, session, transport }: SockUrl): string =>
  `${prefix}/${server}/${session}/${transport}`;

/** Undefined where the path is no session's: parts that are empty or have a dot are not allowed. */
export function readSockUrl(path: string, prefix: string): SockUrl | undefined {
  if (!path.startsWith(`${prefix}/`)) return undefined;
  const parts = path.slice(prefix.length + 1).split('/');
  if (parts.length !== 3 || parts.some((part) => part === '' || part.includes('.'))) return undefined;
  const [server, session, name] = parts as [string, string, string];
  const transport = TRANSPORTS.find((one) => one === name);
  return transport && { prefix, server, session, transport };
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyz012345';
/** A client draws both for itself: 000 to 999, and eight letters. */
export function drawSession(random: Stream): { readonly server: string; readonly session: string } {
  const session = Array.from({ length: 8 }, () => LETTERS[random.below(LETTERS.length)]!).join('');
  return { server: String(random.below(1000)).padStart(3, '0'), session };
}

/** What GET <prefix>/info tells a client before anything else ("Info test"). */
export const infoDocument = (websocket: boolean, entropy: number): string =>
  JSON.stringify({ websocket, origins: ['*:*'], cookie_needed: false, entropy });

/** Whether the server says that it has WebSocket; undefined where the document is none. */
export function readInfo(text: string): { readonly websocket: boolean } | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (value === null || typeof value !== 'object') return undefined;
    return { websocket: (value as Record<string, unknown>)['websocket'] !== false };
  } catch {
    return undefined;
  }
}
