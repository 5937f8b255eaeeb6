import type { HttpRequest, HttpResponse } from '../cache/http-cache/message.ts';
import type { Ns } from '../kernel/time.ts';
import type { Frame, Intervention } from '../kernel/trace.ts';
import type { MessageFields } from './events.ts';
import { bytesOf, labelOf } from './message.ts';
import type { ChainSetup } from './setup.ts';

/** From whom, to whom. */
export interface Neighbour {
  readonly from: string;
  readonly to: string;
}

interface Put {
  readonly fields: MessageFields;
  /** What interventions do to it. */
  readonly acts: readonly ('drop' | 'delay')[];
  /** From its leaving to its arrival, delays of interventions included. */
  readonly delayNs: Ns;
}

/** The ways between neighbours: every message gets a name there (`row/proxy>gateway/2`), its bytes are kept, its delay is known. */
export class Row {
  readonly frames: Frame[] = [];
  readonly #fields: MessageFields[] = [];
  readonly #delaysNs: ChainSetup['delaysNs'];
  readonly #interventions: readonly Intervention[];
  /** Messages so far, by way. */
  readonly #count = new Map<string, number>();

  constructor(delaysNs: ChainSetup['delaysNs'], interventions: readonly Intervention[]) {
    this.#delaysNs = delaysNs;
    this.#interventions = interventions;
  }

  put({ from, to }: Neighbour, message: HttpRequest | HttpResponse | 'refused', now: Ns): Put {
    const way = `row/${from}>${to}`;
    const nth = this.#count.get(way) ?? 0;
    this.#count.set(way, nth + 1);
    const name = `${way}/${nth}`;
    const bytes = message === 'refused' ? new Uint8Array(0) : bytesOf(message);
    const fields = fieldsOf(this.frames.length, name, message, bytes);
    this.frames.push({ id: fields.frame, name, from, to, sentAt: now, bytes });
    this.#fields.push(fields);
    const own = this.#interventions.filter(({ target }) => target === name);
    const acts = own.map(({ act }) => act).filter((act) => act === 'drop' || act === 'delay');
    const late = own.reduce((sum, { act, byNs }) => sum + (act === 'delay' ? (byNs ?? 0) : 0), 0);
    return { fields, acts, delayNs: this.#delayBetween(from, to) + late };
  }

  sent(frame: number): Neighbour & { readonly fields: MessageFields } {
    const { from, to } = this.frames[frame]!;
    return { from, to, fields: this.#fields[frame]! };
  }

  /** One way: where the row lacks a cache, the way is the sum of both. */
  #delayBetween(one: string, other: string): Ns {
    const [from, to] = [placeOf(one), placeOf(other)].sort((a, b) => a - b) as [number, number];
    const { access, transit, site } = this.#delaysNs;
    return [access, transit, site].slice(from, to).reduce((sum, delay) => sum + delay, 0);
  }
}

/** From left to right; all browsers stand in one place. */
export const placeOf = (name: string): number =>
  name === 'origin' ? 3 : name === 'gateway' ? 2 : name === 'proxy' ? 1 : 0;

function fieldsOf(
  frame: number,
  name: string,
  message: HttpRequest | HttpResponse | 'refused',
  { length }: Uint8Array,
): MessageFields {
  const common = { frame, name, bytes: length, status: 0, method: '', len: 0 };
  if (message === 'refused') return { ...common, message: 'refusal', label: 'refused' };
  const label = labelOf(message);
  if (!('status' in message)) return { ...common, message: 'request', label, method: message.method };
  return { ...common, message: 'response', label, status: message.status, len: message.body.length };
}
