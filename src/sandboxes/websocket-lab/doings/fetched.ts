import { Fetched } from '#player/fetched.ts';
import type { Doing } from '../parameters.ts';
import type { DoingParts } from './doing.ts';
import { frames } from './frames.ts';

/** A reader who composes frames loads no broker. Frames are always there: they are what the lab opens with, and two of the others stand on them. */
export const doings = new Fetched<Record<Doing, DoingParts>>({
  frames: async () => frames,
  stomp: async () => (await import('./stomp.ts')).stomp,
  sockjs: async () => (await import('./sockjs.ts')).sockjs,
  events: async () => (await import('./events.ts')).events,
});
doings.bring({ frames });
