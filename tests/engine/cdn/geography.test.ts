import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { cities, type City } from '#engine/cdn/cities.ts';
import { ACCESS_NS, betweenServersNs, EQUIPMENT_NS, fibreNs, toUserNs } from '#engine/cdn/latency.ts';
import { distanceMetres } from '#engine/cdn/sphere.ts';

const city = (id: string): City => cities.find((one) => one.id === id)!;
const place = fc.record({
  lat: fc.integer({ min: -9000, max: 9000 }),
  lon: fc.integer({ min: -18000, max: 18000 }),
});

/** The same by another formula (the angle between two vectors) and the machine's own functions. */
function byVectors(a: Pick<City, 'lat' | 'lon'>, b: Pick<City, 'lat' | 'lon'>): number {
  const vector = ({ lat, lon }: Pick<City, 'lat' | 'lon'>) => {
    const [p, l] = [(lat * Math.PI) / 18000, (lon * Math.PI) / 18000];
    return [Math.cos(p) * Math.cos(l), Math.cos(p) * Math.sin(l), Math.sin(p)] as const;
  };
  const [u, v] = [vector(a), vector(b)];
  const cross = [u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0]];
  const dot = u[0] * v[0] + u[1] * v[1] + u[2] * v[2];
  return 6_371_008.8 * Math.atan2(Math.hypot(...cross), dot);
}

describe('great-circle distance', () => {
  // Published distances between the cities, kilometres: within 1 % (they differ in what they take for the middle of a city)
  test.each([
    ['seoul', 'tokyo', 1157],
    ['london', 'frankfurt', 637],
    ['london', 'sydney', 16_993],
    ['seoul', 'washington', 11_167],
    ['singapore', 'frankfurt', 10_277],
    ['sao-paulo', 'johannesburg', 7443],
    ['san-francisco', 'tokyo', 8270],
  ])('%s to %s: about %i km', (from, to, km) => {
    expect(Math.abs(distanceMetres(city(from), city(to)) / 1000 - km)).toBeLessThan(km * 0.01);
  });

  it('is what another formula gives, to a metre, anywhere on the globe', () => {
    fc.assert(
      fc.property(place, place, (a, b) => {
        expect(Math.abs(distanceMetres(a, b) - byVectors(a, b))).toBeLessThan(1);
      }),
      { numRuns: 2000 },
    );
  });

  it('is a distance: none to itself, the same both ways, no detour is shorter, half the circumference at most', () => {
    fc.assert(
      fc.property(place, place, place, (a, b, c) => {
        expect(distanceMetres(a, a)).toBe(0);
        expect(distanceMetres(a, b)).toBe(distanceMetres(b, a));
        expect(distanceMetres(a, c)).toBeLessThanOrEqual(distanceMetres(a, b) + distanceMetres(b, c) + 2);
        expect(distanceMetres(a, b)).toBeLessThanOrEqual(20_015_115);
      }),
    );
  });

  it('is the same number in every engine: the sum over all pairs of cities', () => {
    const sum = cities.flatMap((a) => cities.map((b) => distanceMetres(a, b))).reduce((x, y) => x + y, 0);
    expect(sum).toBe(3_709_572_968);
  });
});

describe('latency', () => {
  it('of 1,000 km of fibre is 5 ms one way', () => {
    expect(fibreNs(1_000_000)).toBe(5_003_461);
  });
  it('adds what it says it adds, and nothing else', () => {
    const [a, b] = [city('seoul'), city('tokyo')];
    expect(betweenServersNs(a, b)).toBe(fibreNs(distanceMetres(a, b)) + EQUIPMENT_NS);
    expect(toUserNs(a, a)).toBe(EQUIPMENT_NS + ACCESS_NS);
  });
});

test('twenty cities, each once, on the globe', () => {
  expect(new Set(cities.map(({ id }) => id)).size).toBe(20);
  for (const { lat, lon } of cities) {
    expect(Math.abs(lat)).toBeLessThan(9000);
    expect(Math.abs(lon)).toBeLessThanOrEqual(18000);
  }
});
