import { GATEWAY_CACHE, PRIVATE_CACHE, PROXY_CACHE } from '#engine/cache/http-cache/config.ts';
import type { Field } from '#engine/http/message.ts';
import { MILLISECOND } from '#engine/kernel/time.ts';
import { readHeaders } from '#engine/webcache/headers.ts';
import type { ChainSetup, OriginSetup, User } from '#engine/webcache/setup.ts';
import type { Parameter, Parameters } from '#player/model.ts';

/** More would not be told apart in the picture. */
export const MOST_USERS = 12;

export const parameters: readonly Parameter[] = [
  // A header a line; the picture has the editor that says what is wrong with one
  { id: 'headers', kind: 'text', min: 0, max: 600, default: 'Cache-Control: max-age=60' },
  { id: 'status', kind: 'choice', choices: ['200', '301', '404', '410', '500'], default: '200' },
  { id: 'etag', kind: 'choice', choices: ['strong', 'weak', 'none'], default: 'strong' },
  { id: 'lastModified', kind: 'switch', default: false },
  { id: 'modifiedAgoS', kind: 'integer', unit: 's', min: 0, max: 31_536_000, step: 1, default: 864_000 },
  { id: 'differs', kind: 'choice', choices: ['nothing', 'language', 'encoding', 'cookie', 'authorization'], default: 'nothing' }, // prettier-ignore
  { id: 'versionedUrl', kind: 'switch', default: false },
  { id: 'users', kind: 'integer', unit: 'none', min: 1, max: MOST_USERS, step: 1, default: 2 },
  { id: 'proxy', kind: 'switch', default: true },
  { id: 'gateway', kind: 'switch', default: true },
  { id: 'collapse', kind: 'switch', default: true },
  { id: 'staleOnError', kind: 'switch', default: false },
  // Of errors that say nothing of their freshness; 0: not kept for it
  { id: 'negativeS', kind: 'integer', unit: 's', min: 0, max: 3600, step: 1, default: 0 },
  { id: 'accessMs', kind: 'integer', unit: 'ms', min: 1, max: 500, step: 1, default: 10 },
  { id: 'transitMs', kind: 'integer', unit: 'ms', min: 1, max: 500, step: 1, default: 40 },
  { id: 'siteMs', kind: 'integer', unit: 'ms', min: 1, max: 500, step: 1, default: 5 },
  { id: 'thinkMs', kind: 'integer', unit: 'ms', min: 0, max: 2000, step: 1, default: 30 },
];

export const defaults: Parameters = Object.fromEntries(parameters.map((one) => [one.id, one.default]));

/** Letters of the users, in their order. */
export const USERS = [...'abcdefghijkl'];

interface Chosen {
  readonly headers: string;
  readonly status: string;
  readonly etag: OriginSetup['etag'];
  readonly lastModified: boolean;
  readonly modifiedAgoS: number;
  readonly differs: 'nothing' | 'language' | 'encoding' | 'cookie' | 'authorization';
  readonly versionedUrl: boolean;
  readonly users: number;
  readonly proxy: boolean;
  readonly gateway: boolean;
  readonly collapse: boolean;
  readonly staleOnError: boolean;
  readonly negativeS: number;
  readonly accessMs: number;
  readonly transitMs: number;
  readonly siteMs: number;
  readonly thinkMs: number;
}

/** Of parameters within bounds; the player sees to that. */
export const chosen = (given: Parameters): Chosen => ({ ...defaults, ...given }) as unknown as Chosen;

/** The row as the engine wants it, before anybody does anything. */
export function rowOf(given: Parameters): Omit<ChainSetup, 'clicks' | 'interventions'> {
  const of = chosen(given);
  const negativeSeconds = of.negativeS === 0 ? null : of.negativeS;
  const shared = { collapse: of.collapse, staleOnError: of.staleOnError, negativeSeconds };
  return {
    users: USERS.slice(0, of.users).map((id, index) => ({ id, fields: fieldsOf(of.differs, id, index) })),
    browser: PRIVATE_CACHE,
    proxy: of.proxy ? { ...PROXY_CACHE, ...shared } : null,
    gateway: of.gateway ? { ...GATEWAY_CACHE, ...shared } : null,
    origin: {
      status: Number(of.status),
      fields: readHeaders(of.headers).fields,
      etag: of.etag,
      lastModified: of.lastModified,
      modifiedAgoSeconds: of.modifiedAgoS,
      bodyBytes: 1000,
      differs: of.differs === 'cookie' || of.differs === 'authorization' ? 'user' : of.differs,
      versionedUrl: of.versionedUrl,
      thinkNs: of.thinkMs * MILLISECOND,
    },
    delaysNs: {
      access: of.accessMs * MILLISECOND,
      transit: of.transitMs * MILLISECOND,
      site: of.siteMs * MILLISECOND,
    },
  };
}

/** What this user's browser says of its user: every second reads English, or takes Brotli. */
function fieldsOf(differs: Chosen['differs'], id: string, index: number): User['fields'] {
  const even = index % 2 === 0;
  const fields: Readonly<Record<Chosen['differs'], readonly Field[]>> = {
    nothing: [],
    language: [['Accept-Language', even ? 'ko' : 'en']],
    encoding: [['Accept-Encoding', even ? 'gzip' : 'gzip, br']],
    cookie: [['Cookie', `session=${id}`]],
    authorization: [['Authorization', `Bearer ${id}`]],
  };
  return fields[differs];
}
