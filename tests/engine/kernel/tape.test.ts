/** What is written on a tape is read from it: values of every kind, lists, variables in both forms. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Delta, NO_OTHERS, NULL, recordOf, Shape, type Changes } from '#engine/kernel/delta.ts';
import type { Scalar } from '#engine/kernel/trace.ts';
import { Tape } from '#engine/kernel/tape.ts';

const scalar = fc.oneof(
  fc.double(),
  fc.integer(),
  fc.constantFrom('', 'a', 'a,b', '0', null, true, false, Infinity, NaN),
);
const value = fc.oneof(scalar, fc.array(scalar, { maxLength: 4 }));
const record = fc.dictionary(fc.constantFrom('cwnd', 'rule', 'with', 'b'), value, { noNullPrototype: true });
const few = fc.dictionary(fc.constantFrom('cwnd', 'rule', 'with', 'b'), scalar, { noNullPrototype: true });
const list = fc.array(fc.tuple(fc.constantFrom('wMax', 'kMs', ''), scalar), { maxLength: 3 });
const apart = fc.tuple(few, list).map(([of, numbers]) => apartFrom(of, numbers));
const changes: fc.Arbitrary<Changes> = fc.oneof(record, apart);

/** Finite numbers on a page of their own, behind one that is another's; a list of named ones among them. */
function apartFrom(of: Readonly<Record<string, Scalar>>, numbers: readonly [string, Scalar][]): Delta {
  const values = [...numbers.map(([, value]) => value), ...Object.values(of)];
  const stands = (one: Scalar) => one === null || (typeof one === 'number' && Number.isFinite(one));
  const page = Float64Array.of(
    7,
    ...values.map((one) => (one === null ? NULL : stands(one) ? Number(one) : NaN)),
  );
  const others = values.filter((one) => !stands(one));
  const shape = new Shape([{ list: 'numbers', of: numbers.map(([name]) => name) }, ...Object.keys(of)]);
  return new Delta(shape, page, 1, others.length > 0 ? others : NO_OTHERS);
}

test('a list of named numbers, as name, value, name, value', () => {
  const shape = new Shape(['rule', { list: 'with', of: ['cwnd', 'ssthresh'] }, 'rtoNs']);
  const delta = new Delta(shape, Float64Array.of(NaN, 4, NULL, 9), 0, ['slow-start']);
  expect(recordOf(delta)).toStrictEqual({
    rule: 'slow-start',
    with: ['cwnd', 4, 'ssthresh', null],
    rtoNs: 9,
  });
});

test('values, as they were', () => {
  fc.assert(
    fc.property(fc.array(value, { maxLength: 60 }), (values) => {
      const tape = new Tape();
      for (const one of values) tape.value(one);
      expect(values.map(() => tape.readValue())).toStrictEqual(values);
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
