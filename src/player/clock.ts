/** What the clock drives. */
export interface Driven {
  /** `seconds` of the reader's time have passed. */
  advance(seconds: number): void;
  /** For readers who want no motion: an event at a time. */
  tick(): void;
  readonly speed: number;
}

/** A frame that came late (a busy page) moves the picture no further than this. */
const LONGEST_FRAME_S = 0.1;

/**
 * Runs while it plays and only then. With `still`, a step a second (at speed 1) instead of motion.
 * @returns how to stop it
 */
export function runClock(driven: Driven, still: () => boolean): () => void {
  let frame = 0;
  let last: number | undefined;
  const tick = (now: number) => {
    frame = requestAnimationFrame(tick);
    last ??= now;
    const seconds = (now - last) / 1000;
    if (!still()) {
      last = now;
      driven.advance(Math.min(seconds, LONGEST_FRAME_S));
    } else if (seconds * driven.speed >= 1) {
      last = now;
      driven.tick();
    }
  };
  frame = requestAnimationFrame(tick);
  return () => cancelAnimationFrame(frame);
}
