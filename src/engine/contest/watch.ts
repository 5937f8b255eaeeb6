import type { Connection } from '../tcp/connection.ts';
import type { SignalEvent } from './events.ts';

/** Rules that begin another way of a control, worth a stop: the rest follow each other too fast, or follow from a loss. */
const MODES: ReadonlySet<string> = new Set([
  'congestion.hystart',
  'congestion.vegas-leave',
  'congestion.bbr-drain',
  'congestion.bbr-probe-rtt',
]);

/** Looks at one connection again and again, and says what has befallen its control since the last look. */
export class Watch {
  #phase = 'open';
  #rule = '';
  #point = 0;
  #slowedUntil: number | undefined;

  /** As exact as the looks are frequent. */
  look(c: Readonly<Connection>): SignalEvent['what'] | undefined {
    const { phase, point } = c.recovery;
    const { rule } = c.congestion.thinking();
    const [before, ruleWas, pointWas] = [this.#phase, this.#rule, this.#point];
    const slowed = this.#slowedUntil !== undefined && this.#slowedUntil !== c.ecn?.until;
    this.#slowedUntil = c.ecn?.until;
    this.#phase = phase;
    this.#rule = rule;
    this.#point = point;
    if (phase === 'timeout' && (before !== 'timeout' || point !== pointWas)) return 'timeout';
    if (phase === 'fast' && (before !== 'fast' || point !== pointWas)) return 'loss';
    // RFC 3168 §6.1.2: the window came down, and nothing is being repaired. BBR takes no notice of a mark
    if (slowed && before === 'open' && c.ecn?.on && c.congestion.pacingRateBps === null) return 'ecn';
    return rule !== ruleWas && MODES.has(rule) ? 'mode' : undefined;
  }
}
