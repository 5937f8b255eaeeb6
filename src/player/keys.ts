import type { Session } from './session.svelte.ts';

/** A key, as `nameOf` gives it, with what it does; its words are `keys.<id>` of content/ui. */
interface Key {
  readonly id: string;
  readonly names: readonly string[];
  /** How it is written for readers. */
  readonly shown: string;
}

/** All keys of the player, in the order in which they are told. */
export const KEYS = [
  { id: 'play', names: [' '], shown: 'Space' },
  { id: 'step', names: ['ArrowRight'], shown: '→' },
  { id: 'back', names: ['ArrowLeft'], shown: '←' },
  { id: 'next', names: ['Shift+ArrowRight'], shown: 'Shift →' },
  { id: 'previous', names: ['Shift+ArrowLeft'], shown: 'Shift ←' },
  { id: 'start', names: ['Home'], shown: 'Home' },
  { id: 'end', names: ['End'], shown: 'End' },
  { id: 'closer', names: ['.', 'Shift+>'], shown: '.' },
  { id: 'wider', names: [',', 'Shift+<'], shown: ',' },
  { id: 'drop', names: ['d'], shown: 'D' },
  { id: 'both', names: ['b'], shown: 'B' },
  { id: 'undo', names: ['Ctrl+z'], shown: 'Ctrl Z' },
  { id: 'redo', names: ['Ctrl+Shift+z', 'Ctrl+y'], shown: 'Ctrl Shift Z' },
  { id: 'keys', names: ['?', 'Shift+?'], shown: '?' },
] as const satisfies readonly Key[];

/** Keys that the picture itself answers while one of its packets has the focus. */
export const PICTURE_KEYS = [
  { id: 'along', shown: '↑ ↓' },
  { id: 'open', shown: 'Enter' },
] as const;

export type Command = (typeof KEYS)[number]['id'];

type Press = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey'> &
  Partial<Pick<KeyboardEvent, 'code'>>;

/**
 * 'Ctrl+Shift+z', 'ArrowLeft', ' ': what was pressed, letters in lower case; the Mac's command key is Ctrl. Where a key gives
 * no Latin letter (Hangul: D is 'ㅇ'), it is the one that a Latin keyboard has at its place.
 */
export function nameOf({ key: given, code = '', ctrlKey, metaKey, shiftKey }: Press): string {
  const letter = given > '\u007f' || given === 'Process' ? /^Key([A-Z])$/.exec(code)?.[1] : undefined;
  const key = letter?.toLowerCase() ?? (given.length === 1 ? given.toLowerCase() : given);
  return `${ctrlKey || metaKey ? 'Ctrl+' : ''}${shiftKey ? 'Shift+' : ''}${key}`;
}

const WRITTEN = 'textarea, input:not([type=checkbox], [type=radio], [type=range])';

/** What a key press asks for; undefined where it is none of the player's, or belongs to the control that has the focus. */
export function commandOf(event: KeyboardEvent): Command | undefined {
  const target = event.target as HTMLElement;
  const name = nameOf(event);
  // where text is written, undo is the browser's own; a choice or a switch has none
  const theirs = name.startsWith('Ctrl+')
    ? `${WRITTEN}, dialog`
    : 'input, select, textarea, summary, a, dialog';
  if (event.altKey || target.closest(theirs)) return undefined;
  if (name === ' ' && target.closest('button')) return undefined;
  return KEYS.find((one) => (one.names as readonly string[]).includes(name))?.id;
}

/** The commands that the session itself carries out; the others are the player's. */
export const SESSION_COMMANDS: Partial<Record<Command, (session: Session) => void>> = {
  play: (session) => session.togglePlay(),
  step: (session) => session.step(),
  back: (session) => session.back(),
  next: (session) => session.toBreakpoint(1),
  previous: (session) => session.toBreakpoint(-1),
  start: (session) => session.toStart(),
  end: (session) => session.toEnd(),
  closer: (session) => session.zoomBy(1),
  wider: (session) => session.zoomBy(-1),
  both: (session) => session.toggleBoth(),
  undo: (session) => session.undo(),
  redo: (session) => session.redo(),
};
