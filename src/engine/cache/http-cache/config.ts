/** What makes one cache a browser's, a proxy's or a gateway's (RFC 9111 §1). Times in seconds, as in the fields. */
export interface HttpCacheConfig {
  /** How it names itself in Cache-Status (RFC 9211). */
  readonly name: string;
  /** A shared cache serves several users; a private one belongs to one. */
  readonly shared: boolean;
  /** Seconds since 1970 at the simulated time 0: fields carry dates. */
  readonly epochSeconds: number;
  /** Targeted fields in the order of preference, in lower case: 'cdn-cache-control' for a CDN (RFC 9213 §2). */
  readonly targets: readonly string[];
  /** Whether a freshness that nobody stated is guessed (§4.2.2): a tenth of the age at the origin, and no more than `heuristicMostSeconds`. */
  readonly heuristic: boolean;
  readonly heuristicMostSeconds: number;
  /** Requests for what is being fetched wait for it instead of being forwarded too ("collapsed", RFC 9211 §2.2). */
  readonly collapse: boolean;
  /** Stale responses stand in for an origin that fails even where no stale-if-error allows it (§4.2.4 allows it where nothing forbids it). */
  readonly staleOnError: boolean;
  /** Freshness of errors (status 400 and above) that state none, in seconds; null: they are treated as any other. Known as negative caching. */
  readonly negativeSeconds: number | null;
  /** Bytes that bodies and fields may take together; the least recently used response goes first. */
  readonly capacityBytes: number;
  /** Whether Cache-Status is added to what is served. */
  readonly cacheStatus: boolean;
}

const COMMON = {
  epochSeconds: 1_767_225_600, // 2026-01-01T00:00:00Z
  targets: [],
  heuristic: true,
  // RFC 9111 §4.2.2 names the fraction; no limit. A day is what RFC 2616 §13.2.4 began to warn of
  heuristicMostSeconds: 86_400,
  staleOnError: false,
  negativeSeconds: null,
  capacityBytes: Number.MAX_SAFE_INTEGER,
  cacheStatus: true,
} as const;

export const PRIVATE_CACHE: HttpCacheConfig = { ...COMMON, name: 'browser', shared: false, collapse: false };
export const PROXY_CACHE: HttpCacheConfig = { ...COMMON, name: 'proxy', shared: true, collapse: true };
export const GATEWAY_CACHE: HttpCacheConfig = {
  ...COMMON,
  name: 'gateway',
  shared: true,
  collapse: true,
  targets: ['cdn-cache-control'],
};
