/** The digit a key means, on the row and on the number pad, whatever the layout; undefined where it means none. */
export function digit(event: Pick<KeyboardEvent, 'code' | 'key'>): number | undefined {
  const found = /^(?:Digit|Numpad)([1-9])$/.exec(event.code) ?? /^([1-9])$/.exec(event.key);
  return found ? Number(found[1]) : undefined;
}
