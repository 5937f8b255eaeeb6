/** What is written on a tape is read from it: values of every kind, lists that are alike, variables in both forms. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Delta, recordOf, Shape, type Changes } from '#engine/kernel/delta.ts';
import type { Value } from '#engine/kernel/trace.ts';
import { Tape } from '#engine/kernel/tape.ts';

const scalar = fc.oneof(
  fc.double(),
  fc.integer(),
  fc.constantFrom('', 'a', 'a,b', '0', null, true, false, Infinity, NaN),
);
const value = fc.oneof(scalar, fc.array(scalar, { maxLength: 4 }));
const record = fc.dictionary(fc.constantFrom('cwnd', 'rule', 'with', 'b'), value, { noNullPrototype: true });
const changes = fc.tuple(record, fc.boolean()).map(([of, apart]): Changes => {
  return apart ? apartFrom(of) : of;
});

/** Finite numbers on a page of their own, behind one that is another's. */
function apartFrom(of: Readonly<Record<string, Value>>): Delta {
  const isFinite = (one: Value): one is number => typeof one === 'number' && Number.isFinite(one);
  const values = Object.values(of);
  const page = Float64Array.of(7, ...values.map((one) => (isFinite(one) ? one : NaN)));
  return new Delta(
    new Shape(Object.keys(of)),
    page,
    1,
    values.filter((one) => !isFinite(one)),
  );
}

test('values, as they were', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(value, fc.nat(2)), { maxLength: 60 }), (values) => {
      const tape = new Tape();
      for (const [one, column] of values) tape.value(one, column);
      expect(values.map(() => tape.readValue())).toStrictEqual(values.map(([one]) => one));
      expect(tape.empty).toBe(true);
    }),
  );
});

test('variables, in whichever form they were told, and none', () => {
  fc.assert(
    fc.property(fc.array(fc.option(changes, { nil: undefined }), { maxLength: 60 }), (all) => {
      const tape = new Tape();
      for (const one of all) tape.changes(one, 8);
      expect(all.map(() => tape.readChanges())).toStrictEqual(all.map((one) => one && recordOf(one)));
      expect(tape.empty).toBe(true);
    }),
  );
});

test('more than fits into one piece, read while it is written', () => {
  const tape = new Tape();
  for (let n = 0; n < 20_000; n += 1) {
    tape.number(n);
    tape.text(`text ${n % 3}`, 0);
    if (n % 2 === 0) continue;
    expect([tape.readNumber(), tape.readThing()]).toEqual([(n - 1) / 2, `text ${((n - 1) / 2) % 3}`]);
  }
});
