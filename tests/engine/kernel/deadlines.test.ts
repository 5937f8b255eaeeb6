import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Deadlines, NOWHERE } from '#engine/kernel/deadlines.ts';

it('gives what a list searched from end to end would give', () => {
  const step = fc.tuple(fc.nat(20), fc.option(fc.nat(50)));
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
      const items = Array.from({ length: 21 }, (_, item) => ({ item, place: NOWHERE }));
      const heap = new Deadlines<(typeof items)[number]>();
      const list = new Map<number, number>();
      for (const [item, at] of steps) {
        heap.set(items[item]!, at);
        if (at === null) list.delete(item);
        else list.set(item, at);
        expect(heap.size).toBe(list.size);
        expect(heap.nextAt).toBe(Math.min(Infinity, ...list.values()));
      }
      for (let now = 0; now <= 50; now += 1) {
        const due: number[] = [];
        for (let one = heap.take(now); one; one = heap.take(now)) due.push(one.item);
        const expected = [...list].filter(([, at]) => at === now).map(([item]) => item);
        expect(due.sort()).toEqual(expected.sort());
      }
    }),
  );
});
