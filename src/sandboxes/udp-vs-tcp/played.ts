import type { Run } from '#engine/kernel/trace.ts';
import type { NetEvent, PlayEvent } from '#engine/net/events.ts';

/** What a player does from an instant on, to the next one's; null: to the end of what has happened. */
export interface Stretch {
  readonly what: 'buffering' | 'playing' | 'glitch' | 'frozen';
  readonly fromNs: number;
  readonly toNs: number | null;
}

const WHAT: Readonly<Record<PlayEvent['act'], Stretch['what'] | undefined>> = {
  start: 'buffering',
  show: 'playing',
  resume: 'playing',
  glitch: 'glitch',
  freeze: 'frozen',
  end: undefined,
};

/** The strip of a player at `receiver` up to event `playhead`: neighbours of one kind are one. The last message takes its interval, too. */
export function playedOf(
  run: Run<NetEvent>,
  receiver: string,
  intervalNs: number,
  playhead: number,
): Stretch[] {
  const strip: { what: Stretch['what']; fromNs: number; toNs: number | null }[] = [];
  for (const event of run.events) {
    if (event.n > playhead) break;
    if (event.kind !== 'play' || event.where !== receiver) continue;
    const what = WHAT[event.act];
    const last = strip.at(-1);
    if (what === undefined) {
      if (last) last.toNs = event.at + intervalNs;
    } else if (last?.what !== what) {
      if (last) last.toNs = event.at;
      strip.push({ what, fromNs: event.at, toNs: null });
    }
  }
  return strip.filter(({ fromNs, toNs }) => fromNs !== toNs);
}
