import type { Ns } from '../kernel/time.ts';
import type { Observe } from '../net/host.ts';
import type { Plan } from './message.ts';

/**
 * A player of sound or pictures with a playout buffer (RFC 3550 §6.4.1 gives the jitter that such a buffer takes up): it
 * starts so long after its first message, and then one message's turn comes after the other. What is not there at its turn
 * is left out (a glitch), or waited for while everything stands still (a freeze).
 */
export class Playout {
  readonly #plan: Plan;
  readonly #bufferNs: Ns;
  readonly #waits: boolean;
  readonly #observe: Observe;
  readonly #have = new Set<number>();
  #next = 0;
  #started = false;
  /** When the turn of the next one comes; null before the start, while it stands still, and after the end. */
  #due: Ns | null = null;
  #frozenSince: Ns | null = null;
  #frozenNs: Ns = 0;
  #shown = 0;
  #glitches = 0;

  constructor(plan: Plan, bufferNs: Ns, waits: boolean, observe: Observe) {
    this.#plan = plan;
    this.#bufferNs = bufferNs;
    this.#waits = waits;
    this.#observe = observe;
  }

  /** A message has come. False where its turn is over. */
  take(message: number, now: Ns): boolean {
    this.#have.add(message);
    if (!this.#started) {
      this.#started = true;
      this.#due = now + this.#bufferNs;
      this.#say('start', message, 'messages.play-start', now);
    }
    if (this.#frozenSince !== null && message === this.#next) {
      this.#frozenNs += now - this.#frozenSince;
      this.#frozenSince = null;
      this.#due = now;
      this.#say('resume', message, 'messages.play-resume', now);
    }
    return message >= this.#next;
  }

  poll(now: Ns): void {
    while (this.#due !== null && this.#due <= now) this.#turn(this.#due);
  }
  nextWake(): Ns | null {
    return this.#due;
  }

  #turn(at: Ns): void {
    const message = this.#next;
    if (!this.#have.has(message) && this.#waits) {
      this.#frozenSince = at;
      this.#due = null;
      return this.#say('freeze', message, 'messages.play-freeze', at);
    }
    if (this.#have.has(message)) {
      this.#shown += 1;
      this.#say('show', message, 'messages.play-show', at);
    } else {
      this.#glitches += 1;
      this.#say('glitch', message, 'messages.play-glitch', at);
    }
    this.#next += 1;
    this.#due = at + this.#plan.intervalNs;
    if (this.#next < this.#plan.count) return;
    this.#due = null;
    this.#say('end', message, 'messages.play-end', at);
  }

  #say(
    act: 'start' | 'show' | 'glitch' | 'freeze' | 'resume' | 'end',
    message: number,
    reason: string,
    now: Ns,
  ): void {
    const set = {
      player: act === 'show' || act === 'resume' ? 'playing' : act,
      shown: this.#shown,
      glitches: this.#glitches,
      frozenNs: this.#frozenNs,
    };
    this.#observe(now, { kind: 'play', act, message, reason, set });
  }
}
