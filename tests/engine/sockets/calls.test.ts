import { describe, expect, it } from 'vitest';
import { STREAM_CASES } from './calls.ts';
import { DATAGRAM_CASES } from './datagram-calls.ts';
import { replay } from './replay.ts';

const CASES = [...STREAM_CASES, ...DATAGRAM_CASES];

describe('a call gives, by the state of its socket', () => {
  it.each(CASES)('$name', (one) => {
    const results = replay(one);
    expect(one.lines.map(([call], at) => `${call} = ${results[at]}`)).toEqual(
      one.lines.map(([call, result]) => `${call} = ${result}`),
    );
  });
});
