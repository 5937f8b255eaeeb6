/** A place on the map. Latitude and longitude in hundredths of a degree, north and east positive. */
export interface City {
  readonly id: string;
  readonly lat: number;
  readonly lon: number;
}

/**
 * Twenty cities with users and points of presence. The first n are those of a network with n edges: one on each continent comes before
 * a second one anywhere. Middles of the cities after Natural Earth's populated places (public domain), to a hundredth of a degree (1.1 km).
 */
export const cities: readonly City[] = [
  { id: 'seoul', lat: 3757, lon: 12700 },
  { id: 'frankfurt', lat: 5010, lon: 868 },
  { id: 'washington', lat: 3890, lon: -7701 },
  { id: 'sao-paulo', lat: -2356, lon: -4663 },
  { id: 'sydney', lat: -3392, lon: 15118 },
  { id: 'johannesburg', lat: -2617, lon: 2803 },
  { id: 'singapore', lat: 129, lon: 10386 },
  { id: 'san-francisco', lat: 3774, lon: -12246 },
  { id: 'mumbai', lat: 1902, lon: 7286 },
  { id: 'london', lat: 5150, lon: -12 },
  { id: 'tokyo', lat: 3569, lon: 13975 },
  { id: 'mexico-city', lat: 1944, lon: -9913 },
  { id: 'dubai', lat: 2523, lon: 5528 },
  { id: 'lagos', lat: 644, lon: 339 },
  { id: 'stockholm', lat: 5935, lon: 1810 },
  { id: 'chicago', lat: 4183, lon: -8775 },
  { id: 'santiago', lat: -3345, lon: -7067 },
  { id: 'hong-kong', lat: 2231, lon: 11418 },
  { id: 'toronto', lat: 4370, lon: -7942 },
  { id: 'auckland', lat: -3685, lon: 17476 },
];

export const cityIds: readonly string[] = cities.map(({ id }) => id);
