import { MILLISECOND, type Ns } from '../kernel/time.ts';

/** Latencies counted by the millisecond that they end in; those beyond a minute together. */
const SLOTS = 60_000;

export class Latencies {
  readonly #counts = new Uint32Array(SLOTS + 1);
  #most = 0;
  count = 0;

  add(latency: Ns): void {
    const slot = Math.min(Math.ceil(latency / MILLISECOND), SLOTS);
    this.#counts[slot]! += 1;
    if (slot > this.#most) this.#most = slot;
    this.count += 1;
  }

  /** Least whole millisecond that `percent` of a hundred latencies do not exceed (nearest rank); 0 where there are none. */
  percentile(percent: number): number {
    let left = Math.max(1, Math.ceil((this.count * percent) / 100));
    if (this.count === 0) return 0;
    for (let slot = 0; slot <= this.#most; slot += 1) {
      left -= this.#counts[slot]!;
      if (left <= 0) return slot;
    }
    return this.#most;
  }

  clear(): void {
    this.#counts.fill(0, 0, this.#most + 1);
    this.#most = 0;
    this.count = 0;
  }
}

/** What has come of the requests so far. */
export class Figures {
  /** Answered with the object, and with an error or not at all. */
  served = 0;
  failed = 0;
  /** Answered by the first server with what it held: fresh or stale. */
  hits = 0;
  /** Of the served: waited for another's fetch; came from a sibling, from the middle tier, from the origin. */
  collapsed = 0;
  fromSibling = 0;
  fromShield = 0;
  fromOrigin = 0;
  /** Served with an edition that the origin has replaced. */
  outdated = 0;
  stale = 0;
  /** What reached the origin, how often 304 was enough, how often it had to refuse; what it sent, pushes with it. */
  originRequests = 0;
  notModified = 0;
  refused = 0;
  originBytes = 0;
  userBytes = 0;
  readonly all = new Latencies();
  /** Since the last sample. */
  readonly recent = new Latencies();

  told(): Record<string, number> {
    const { served, failed, hits, collapsed, fromSibling, fromShield, fromOrigin, outdated, stale } = this;
    const { originRequests, notModified, refused, originBytes, userBytes, all } = this;
    return {
      served,
      failed,
      hits,
      collapsed,
      fromSibling,
      fromShield,
      fromOrigin,
      outdated,
      stale,
      originRequests,
      notModified,
      refused,
      originBytes,
      userBytes,
      p50: all.percentile(50),
      p95: all.percentile(95),
      p99: all.percentile(99),
    };
  }
}
