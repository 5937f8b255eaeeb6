import type { City } from './cities.ts';

/** Mean radius of the Earth, metres (IUGG: R1 of GRS 80, 6,371.0088 km). */
const RADIUS_M = 6_371_008.8;
const HALF_PI = Math.PI / 2;

/*
 * Sine, cosine and arcsine are left to the implementation by ECMAScript and differ between engines. Here they are sums of products, which
 * IEEE 754 rounds the same everywhere: Taylor's series where its terms fall fast, and the identities that lead there.
 */

/** Of an angle in [0, π/4] radians. Terms beyond x^15 / 15! are below 2^-52. */
function sineOf(x: number): number {
  let term = x;
  let sum = x;
  for (let n = 2; n <= 16; n += 2) {
    term = (-term * x * x) / (n * (n + 1));
    sum += term;
  }
  return sum;
}

function cosineOf(x: number): number {
  let term = 1;
  let sum = 1;
  for (let n = 1; n <= 17; n += 2) {
    term = (-term * x * x) / (n * (n + 1));
    sum += term;
  }
  return sum;
}

/** Sine of an angle in two-hundredths of a degree, so that half of a coordinate's difference is a whole number of them too. */
function sine(angle: number): number {
  const turn = ((angle % 72_000) + 72_000) % 72_000;
  if (turn >= 36_000) return -sine(turn - 36_000);
  const acute = turn > 18_000 ? 36_000 - turn : turn;
  return acute <= 9_000
    ? sineOf((acute / 18_000) * HALF_PI)
    : cosineOf(((18_000 - acute) / 18_000) * HALF_PI);
}

const cosine = (angle: number): number => sine(angle + 18_000);

/** Of x in [0, 1], radians. asin x = Σ (2n)! / (4^n n!² (2n + 1)) x^(2n + 1); above 1/2 by asin x = π/2 - 2 asin √((1 - x) / 2). */
function arcsine(x: number): number {
  if (x > 0.5) return HALF_PI - 2 * arcsine(Math.sqrt((1 - x) / 2));
  let factor = x;
  let sum = x;
  for (let n = 1; n < 28; n += 1) {
    factor = (factor * x * x * (2 * n - 1)) / (2 * n);
    sum += factor / (2 * n + 1);
  }
  return sum;
}

/** Great-circle distance on a sphere, whole metres: the haversine formula (R. W. Sinnott, Virtues of the Haversine, Sky and Telescope 68, 1984). */
export function distanceMetres(from: Pick<City, 'lat' | 'lon'>, to: Pick<City, 'lat' | 'lon'>): number {
  const across = sine(from.lat - to.lat);
  const along = sine(from.lon - to.lon);
  const haversine = across * across + cosine(2 * from.lat) * cosine(2 * to.lat) * along * along;
  return Math.round(2 * RADIUS_M * arcsine(Math.sqrt(Math.min(1, haversine))));
}
