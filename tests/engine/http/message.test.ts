import { describe, expect, it } from 'vitest';
import { field, hasField, sameName, trimmed, type Fields } from '#engine/http/message.ts';

const FIELDS: Fields = [
  ['Cache-Control', ' no-store\t'],
  ['Vary', 'Accept'],
  ['CACHE-CONTROL', 'private '],
];

describe('fields of a message (RFC 9110 §5)', () => {
  it.each([
    [
      'several lines are one value, in their order (§5.3), without the white space around each (§5.5)',
      'cache-control',
      'no-store, private',
    ],
    ['one line is its value', 'vary', 'Accept'],
    ['none is undefined', 'age', undefined],
  ])('%s', (_, name, value) => {
    expect(field(FIELDS, name)).toBe(value);
    expect(hasField(FIELDS, name)).toBe(value !== undefined);
  });

  it.each([
    ['ETag', 'etag', true],
    ['etag', 'etag', true],
    ['ETags', 'etag', false],
    // 32 apart as letters are, but no letters
    ['[', '{', false],
    ['', '', true],
  ])('the name %j is %j: %s (§5.1)', (name, lower, same) => expect(sameName(name, lower)).toBe(same));

  it('white space is SP and HTAB, no other (§5.6.3)', () => {
    expect(trimmed(' \t a b\t ')).toBe('a b');
    expect(trimmed('\u00a0a\n')).toBe('\u00a0a\n');
    expect(trimmed(' \t')).toBe('');
  });
});
