import type { Ns } from '../kernel/time.ts';
import type { Observe } from '../net/host.ts';
import { dueOf, type Plan } from './message.ts';
import type { Playout } from './playout.ts';

/** What a program makes of the messages that it reads: which it has, which are missing before the latest, which came twice. */
export class Inbox {
  readonly #plan: Plan;
  readonly #playout: Playout;
  readonly #observe: Observe;
  readonly #have = new Set<number>();
  #latest = -1;
  #twice = 0;

  constructor(plan: Plan, playout: Playout, observe: Observe) {
    this.#plan = plan;
    this.#playout = playout;
    this.#observe = observe;
  }

  read(message: number, now: Ns): void {
    const again = this.#have.has(message);
    const gap = message > this.#latest + 1;
    const overtaken = message < this.#latest;
    this.#have.add(message);
    this.#latest = Math.max(this.#latest, message);
    if (again) this.#twice += 1;
    const missing: number[] = [];
    for (let one = 0; one < this.#latest; one += 1) if (!this.#have.has(one)) missing.push(one);
    const useful = again || this.#playout.take(message, now);
    const reason = again
      ? 'messages.read-again'
      : !useful
        ? 'messages.read-too-late'
        : overtaken
          ? 'messages.read-overtaken'
          : gap
            ? 'messages.read-behind-gap'
            : 'messages.read';
    const set = { have: this.#have.size, missing, twice: this.#twice };
    const tookNs = now - dueOf(this.#plan, message);
    this.#observe(now, { kind: 'message', act: 'read', message, tookNs, reason, set });
  }
}
