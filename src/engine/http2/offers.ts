import { settingsFrame } from './frames.ts';
import { INITIAL_SETTINGS, pairsOf, type Settings } from './settings.ts';

/** Our settings: as the peer has acknowledged them, and those that are on their way (RFC 9113 §6.5.3). */
export class Offers {
  current: Settings = INITIAL_SETTINGS;
  readonly #underWay: Settings[] = [];

  /** What guards our memory holds from the moment we have said it, acknowledged or not. */
  get strict(): Settings {
    return this.#underWay.at(-1) ?? this.current;
  }
  /** The frame that tells of what is new. */
  offer(settings: Settings): Uint8Array {
    const said = new Set(pairsOf(this.strict).map(String));
    this.#underWay.push(settings);
    return settingsFrame(pairsOf(settings).filter((pair) => !said.has(String(pair))));
  }
  /** False where nothing was under way. */
  acknowledged(): boolean {
    const next = this.#underWay.shift();
    this.current = next ?? this.current;
    return next !== undefined;
  }
}
