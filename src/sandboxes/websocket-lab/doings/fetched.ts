import { Fetched } from '#player/fetched.ts';
import type { Doing } from '../parameters.ts';
import type { DoingParts } from './doing.ts';

/** A reader who composes frames loads no broker. */
export const doings = new Fetched<Record<Doing, DoingParts>>({
  frames: async () => (await import('./frames.ts')).frames,
  stomp: async () => (await import('./stomp.ts')).stomp,
  sockjs: async () => (await import('./sockjs.ts')).sockjs,
  events: async () => (await import('./events.ts')).events,
});
