import type { Draft, Left, Mode, Read, Retention, Review, Session, Turn } from '../core/log.ts';

/** Makes events: the only place of the quiz that asks the clock and the random source. */

/** Sorts by time; 64 random bits keep two devices apart. (randomUUID is missing outside secure contexts.) */
function newId(at: number): string {
  const bytes = crypto.getRandomValues(new Uint8Array(8));
  return `${at.toString(36)}-${[...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}

const stamp = () => {
  const at = Date.now();
  return { id: newId(at), at };
};

export const reviewed = (given: Omit<Review, 'type' | 'id' | 'at'>): Review => ({
  type: 'review',
  ...stamp(),
  ...given,
});
export const begun = (
  items: readonly string[],
  mode: Mode = 'topics',
  more: Pick<Session, 'minutes' | 'turns' | 'level'> = {},
): Session => ({ type: 'session', ...stamp(), items, mode, ...more });
export const drafted = (given: Omit<Draft, 'type' | 'id' | 'at'>): Draft => ({
  type: 'draft',
  ...stamp(),
  ...given,
});
export const turned = (given: Omit<Turn, 'type' | 'id' | 'at'>): Turn => ({
  type: 'turn',
  ...stamp(),
  ...given,
});
export const retentionSet = (share: number): Retention => ({ type: 'retention', ...stamp(), share });
export const left = (session: string): Left => ({ type: 'left', ...stamp(), session });
export const read = (page: string): Read => ({ type: 'read', id: `read:${page}`, at: Date.now(), page });
