import { MILLISECOND, type Ns } from '../kernel/time.ts';

/** The transports that a browser of today tries, best first. */
export const ORDER = ['websocket', 'xhr-streaming', 'xhr-polling'] as const;
export type Transport = (typeof ORDER)[number];

/** How often a transport goes there and back before it is open. */
const ROUND_TRIPS: Readonly<Record<Transport, number>> = {
  websocket: 2,
  'xhr-streaming': 2,
  'xhr-polling': 2,
};

/** What sockjs-client waits for an answer to the info request. */
export const INFO_TIMEOUT: Ns = 8_000 * MILLISECOND;

/** As sockjs-client has it (main.js, countRTO): four round trips, as the info request took them; where that took 100 ms or less, 300 ms and one. */
export const timeoutOf = (roundTrip: Ns): Ns =>
  roundTrip > 100 * MILLISECOND ? 4 * roundTrip : 300 * MILLISECOND + roundTrip;

/** Which transport is tried, and how long a client waits for its 'o' before it tries the next. */
export class Fallback {
  readonly #left: Transport[];
  readonly #wait: Ns;

  /** `roundTrip`: as the info request took it; `websocket`: what the info document says. */
  constructor(roundTrip: Ns, websocket: boolean, allowed: readonly Transport[] = ORDER) {
    this.#wait = timeoutOf(roundTrip);
    this.#left = ORDER.filter((one) => allowed.includes(one) && (websocket || one !== 'websocket'));
  }

  /** Undefined once all have failed: the socket closes with 2000. */
  next(): { readonly transport: Transport; readonly timeoutNs: Ns } | undefined {
    const transport = this.#left.shift();
    return transport && { transport, timeoutNs: this.#wait * ROUND_TRIPS[transport] };
  }
}

/** "All transports failed". */
export const ALL_FAILED = 2000;
