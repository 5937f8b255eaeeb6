/** A stretch of a tall picture, in its own pixels. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/**
 * Tells which stretch of `picture` its scrolling place (marked data-scrolls) shows, in steps of `step` pixels, so that little is
 * drawn anew while it scrolls; nothing where it stands in none.
 * @returns how to stop
 */
export function watchStretch(
  picture: Element,
  step: number,
  tell: (seen: Stretch) => void,
): (() => void) | undefined {
  const place = picture.closest<HTMLElement>('[data-scrolls]');
  if (!place) return undefined;
  let last = -1;
  const look = () => {
    const from = Math.floor(place.scrollTop / step) * step;
    if (from === last) return;
    last = from;
    tell({ from, to: from + step + place.clientHeight });
  };
  look();
  place.addEventListener('scroll', look, { passive: true });
  return () => place.removeEventListener('scroll', look);
}
