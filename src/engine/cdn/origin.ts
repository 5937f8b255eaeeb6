import { SECOND, type Ns } from '../kernel/time.ts';
import { secondsOf } from './by-numbers.ts';
import type { Reply } from './exchange.ts';
import { ORIGIN_PATIENCE_NS } from './setup.ts';

/** The operator's own server: one request after the other, each as long as its rate says; whom it would keep waiting too long it refuses. */
export class Origin {
  readonly #versions: Int32Array;
  readonly #serviceNs: Ns;
  #freeAt: Ns = 0;

  constructor(objects: number, perSecond: number) {
    this.#versions = new Int32Array(objects).fill(1);
    this.#serviceNs = Math.round(SECOND / perSecond);
  }

  versionOf(key: number): number {
    return this.#versions[key]!;
  }

  change(key: number): number {
    return (this.#versions[key]! += 1);
  }

  /** What it says, and when. RFC 9110 §13.1.2: 304 where the asker has the current version; §15.6.4: 503 where there is too much to do. */
  answer(key: number, has: readonly number[], now: Ns): { readonly reply: Reply; readonly at: Ns } {
    if (this.#freeAt - now > ORIGIN_PATIENCE_NS) return { reply: this.#reply(503, -1, now), at: now };
    this.#freeAt = Math.max(this.#freeAt, now) + this.#serviceNs;
    const at = this.#freeAt;
    const version = this.#versions[key]!;
    return { reply: this.#reply(has.includes(version) ? 304 : 200, version, at), at };
  }

  /** A copy that nobody has asked for. */
  copy(key: number, now: Ns): Reply {
    return this.#reply(200, this.#versions[key]!, now);
  }

  #reply(status: Reply['status'], version: number, now: Ns): Reply {
    return { status, version, dateSeconds: secondsOf(now), ageSeconds: 0 };
  }
}
