import type { Confidence } from '../core/log.ts';

/** The digit a key means, on the row and on the number pad, whatever the layout; undefined where it means none. */
export function digit(event: Pick<KeyboardEvent, 'code' | 'key'>): number | undefined {
  const found = /^(?:Digit|Numpad)([1-9])$/.exec(event.code) ?? /^([1-9])$/.exec(event.key);
  return found ? Number(found[1]) : undefined;
}

/** The step of confidence a key means: A, S, D where a Latin keyboard has them, whatever the language. */
export function sureness(event: Pick<KeyboardEvent, 'code'>): Confidence | undefined {
  const place = ['KeyA', 'KeyS', 'KeyD'].indexOf(event.code);
  return place < 0 ? undefined : ((place + 1) as Confidence);
}
