import { cityIds } from '#engine/cdn/cities.ts';
import type { Arrival } from '#engine/cdn/setup.ts';

/**
 * Requests by scenario, as [seconds, city, objects]: each letter is a request of its own, 300 ms after the one before it. What they are to show
 * stands at the scenario.
 */
type Line = readonly [seconds: number, city: string, objects: string];
const LISTS: Readonly<Record<string, readonly Line[]>> = {
  'first-request': [
    [0, 'seoul', 'A'],
    [3, 'tokyo', 'A'],
    [6, 'london', 'A'],
    [9, 'frankfurt', 'A'],
    [12, 'hong-kong', 'A'],
    [15, 'stockholm', 'A'],
  ],
  'until-expiry': [
    [0, 'seoul', 'A'],
    [8, 'seoul', 'A'],
    [16, 'tokyo', 'A'],
    [19, 'seoul', 'A'],
    [22, 'seoul', 'A'],
    [26, 'tokyo', 'A'],
    [45, 'seoul', 'A'],
  ],
  'only-what-is-asked': [
    [0, 'seoul', 'A'],
    [2, 'seoul', 'B'],
    [4, 'tokyo', 'C'],
    [6, 'seoul', 'A'],
    [8, 'tokyo', 'D'],
    [10, 'seoul', 'A'],
    [12, 'seoul', 'E'],
    [14, 'tokyo', 'A'],
    [16, 'seoul', 'B'],
  ],
  'ask-another': [
    [0, 'frankfurt', 'A'],
    [3, 'london', 'A'],
    [6, 'london', 'A'],
    [9, 'london', 'B'],
    [12, 'tokyo', 'C'],
    [15, 'seoul', 'C'],
    [18, 'frankfurt', 'B'],
  ],
  'new-copy': [
    [0, 'seoul', 'A'],
    [3, 'frankfurt', 'A'],
    [12, 'seoul', 'A'],
    [18, 'frankfurt', 'A'],
    [24, 'seoul', 'A'],
    [26, 'frankfurt', 'A'],
    [34, 'seoul', 'A'],
    [36, 'frankfurt', 'A'],
  ],
  'push-and-pull': [
    [2, 'seoul', 'A'],
    [4, 'london', 'A'],
    [6, 'tokyo', 'AB'],
    [9, 'sydney', 'C'],
    [12, 'chicago', 'AB'],
    [20, 'lagos', 'B'],
    [36, 'seoul', 'AC'],
    [40, 'london', 'A'],
    [50, 'seoul', 'A'],
  ],
  'pushed-and-missed': [
    [3, 'frankfurt', 'C'],
    [6, 'london', 'A'],
    [9, 'seoul', 'C'],
    [12, 'london', 'A'],
  ],
  'origin-down': [
    [0, 'seoul', 'A'],
    [2, 'frankfurt', 'A'],
    [4, 'seoul', 'B'],
    [15, 'seoul', 'A'],
    [25, 'frankfurt', 'A'],
    [28, 'seoul', 'C'],
    [31, 'seoul', 'B'],
    [44, 'seoul', 'AC'],
  ],
};

/** 300 ms between the letters of a line. */
const APART_NS = 300_000_000;

export const listIds: readonly string[] = Object.keys(LISTS);

/** The list of a scenario; one without a list has the first. */
export const listOf = (scenario: string): readonly Arrival[] =>
  (LISTS[scenario] ?? LISTS['first-request']!).flatMap(([seconds, city, objects]) =>
    [...objects].map((object, nth) => ({
      at: seconds * 1_000_000_000 + nth * APART_NS,
      city: cityIds.indexOf(city),
      key: object.charCodeAt(0) - 65,
    })),
  );
