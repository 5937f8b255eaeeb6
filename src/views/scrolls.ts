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

/**
 * Scrolls each place so far that height `y` of its picture is in sight, and nothing else: never the page. In the next frame, for
 * asking for sizes at once would make the browser lay out the whole page in between.
 * @returns how to call it off
 */
export function keepInSight(places: readonly (HTMLElement | undefined)[], y: number): () => void {
  const asked = requestAnimationFrame(() => {
    for (const place of places) {
      if (!place) continue;
      const { scrollTop, clientHeight } = place;
      if (y > scrollTop + clientHeight - BELOW || y < scrollTop + ABOVE)
        place.scrollTop = y - clientHeight * PART;
    }
  });
  return () => cancelAnimationFrame(asked);
}
/** Pixels that stay free around what is looked at, and how far down it is set. */
const [ABOVE, BELOW, PART] = [40, 70, 0.6];
