import type { Setup } from '#player/model.ts';
import { curveOf, progressOf } from './curve-setup.ts';

/** Requests between two messages: some tens of them a second. */
const STEP = 1_000_000;

/** One setup in, progress out until all is measured. Whoever has enough ends the worker. */
addEventListener('message', ({ data }: MessageEvent<Setup>) => {
  const curve = curveOf(data);
  let more = true;
  while (more) {
    more = curve.advance(STEP);
    postMessage(progressOf(curve));
  }
});
