import { expect, it } from 'vitest';
import { SECOND } from '#engine/kernel/time.ts';
import { Paths } from '#engine/tcp/paths.ts';

it('believes what a path takes for ten minutes from when it was last told (RFC 1191 §6.3)', () => {
  const paths = new Paths();
  paths.tell(1, 948, 0);
  expect(paths.to(1, 599 * SECOND)).toBe(948);
  paths.tell(1, 500, 599 * SECOND);
  expect(paths.to(1, 600 * SECOND)).toBe(500);
  expect(paths.to(1, 1199 * SECOND)).toBeUndefined();
  expect(paths.to(2, 0)).toBeUndefined();
});

it('keeps no path that is no longer believed, though nobody asks for it', () => {
  const paths = new Paths();
  for (let host = 0; host < 5000; host += 1) paths.tell(host, 948, host * SECOND);
  expect(paths.size).toBe(600);
  paths.tell(4500, 500, 5000 * SECOND);
  paths.tell(1, 500, 5200 * SECOND);
  expect([4500, 4999, 4500 - 1].map((host) => paths.to(host, 5200 * SECOND))).toEqual([500, 948, undefined]);
});
