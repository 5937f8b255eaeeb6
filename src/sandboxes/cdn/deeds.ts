import { cityIds } from '#engine/cdn/cities.ts';
import type { Deed } from '#player/model.ts';

/** Objects that can be purged by their letter. */
export const PURGEABLE = [...'ABCDEFGHIJKL'];

/** What may be done to each place and line, and to each object. */
export const deeds: readonly Deed[] = [
  ...cityIds.flatMap((city) => [
    { target: `edge-${city}`, what: ['stop', 'mend'] },
    { target: `link-${city}`, what: ['cut', 'mend'] },
  ]),
  ...['washington', 'frankfurt', 'singapore'].map((city) => ({
    target: `shield-${city}`,
    what: ['stop', 'mend'],
  })),
  { target: 'origin', what: ['stop', 'mend'] },
  ...PURGEABLE.map((letter) => ({ target: `object-${letter}`, what: ['purge'] })),
];
