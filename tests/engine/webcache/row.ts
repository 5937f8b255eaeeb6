import {
  GATEWAY_CACHE,
  PRIVATE_CACHE,
  PROXY_CACHE,
  type HttpCacheConfig,
} from '#engine/cache/http-cache/config.ts';
import type { Field } from '#engine/http/message.ts';
import { MILLISECOND, SECOND } from '#engine/kernel/time.ts';
import type { Intervention, Run } from '#engine/kernel/trace.ts';
import type { ChainEvent } from '#engine/webcache/events.ts';
import type { OriginSetup, User } from '#engine/webcache/setup.ts';
import { runChain } from '#engine/webcache/world.ts';

interface Given {
  readonly users?: readonly User[];
  readonly fields?: readonly Field[];
  readonly origin?: Partial<OriginSetup>;
  readonly gateway?: Partial<HttpCacheConfig> | null;
  readonly proxy?: Partial<HttpCacheConfig> | null;
  readonly interventions?: readonly Intervention[];
}

const OF_A_AND_B: readonly User[] = [
  { id: 'a', fields: [] },
  { id: 'b', fields: [] },
];

/** Two users, proxy, gateway, origin; 10 + 40 + 5 ms one way, the origin thinks for 30 ms. `clicks`: 'seconds target what', one a line. */
export function rowOf(clicks: string, given: Given = {}): Run<ChainEvent> {
  const {
    users = OF_A_AND_B,
    fields = [],
    origin = {},
    gateway = {},
    proxy = {},
    interventions = [],
  } = given;
  return runChain({
    users,
    browser: PRIVATE_CACHE,
    proxy: proxy && { ...PROXY_CACHE, ...proxy },
    gateway: gateway && { ...GATEWAY_CACHE, ...gateway },
    origin: {
      status: 200,
      fields,
      etag: 'strong',
      lastModified: false,
      modifiedAgoSeconds: 864_000,
      bodyBytes: 1000,
      differs: 'nothing',
      versionedUrl: false,
      thinkNs: 30 * MILLISECOND,
      ...origin,
    },
    delaysNs: { access: 10 * MILLISECOND, transit: 40 * MILLISECOND, site: 5 * MILLISECOND },
    clicks: clicks
      .trim()
      .split('\n')
      .map((line) => line.trim().split(' ') as [string, string, string])
      .map(([at, target, what]) => ({ at: Number(at) * SECOND, target, what })),
    interventions,
  });
}

/** What the users saw, in its order: 'a v1 age 20 from proxy in 20 ms', 'b 504 in 110 ms'. */
export const seenIn = ({ events }: Run<ChainEvent>): string[] =>
  events.flatMap((event) => {
    if (event.kind !== 'shown') return [];
    const what = event.text === '' ? String(event.status) : event.text;
    return [
      `${event.user} ${what} age ${event.age} from ${event.source} in ${event.tookMs} ms${event.outdated ? ', outdated' : ''}`,
    ];
  });

/** 'gateway hit http.use-fresh', a decision a line. */
export const decidedIn = ({ events }: Run<ChainEvent>, click: number): string[] =>
  events.flatMap((event) =>
    event.kind === 'decide' && event.click === click
      ? [`${event.where} ${event.verdict} ${event.reason}`]
      : [],
  );

export const atOrigin = ({ events }: Run<ChainEvent>): number =>
  events.filter(({ kind }) => kind === 'origin').length;
