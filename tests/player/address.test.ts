import { describe, expect, it } from 'vitest';
import { askedOf } from '#player/address.ts';
import { toy } from './toy.ts';

/** [what the address says, scenario, delay, what is told] */
const table: [string, string | undefined, number | undefined, string[]][] = [
  ['', undefined, undefined, []],
  ['?scenario=slow', 'slow', 400, []],
  ['?scenario=slow&delay=30', 'slow', 30, []],
  ['?delay=30', 'plain', 30, []],
  ['?lang=en&theme=dark&utm_source=x&fbclid=y&q=tcp', undefined, undefined, []],
  ['?scenario=nothing', undefined, undefined, ['scenario nothing']],
  ['?scenario=nothing&delay=30', 'plain', 30, ['scenario nothing']],
  ['?scenario=slow&dealy=30', 'slow', 400, ['parameter dealy']],
  ['?scenario=slow&delay=9999', 'slow', 400, ['value delay=9999']],
  ['?on=true&mode=b', 'plain', 20, []],
  ['?on=maybe', undefined, undefined, ['value on=maybe']],
  ['?scenario=%3Cscript%3E', undefined, undefined, ['scenario <script>']],
  [`?scenario=${'x'.repeat(200)}`, undefined, undefined, [`scenario ${'x'.repeat(40)}…`]],
];

describe('what an address asks of a sandbox', () => {
  it.each(table)('%s', (search, scenario, delay, told) => {
    const { setup, unknown } = askedOf(toy, search, 'plain');
    expect(setup?.scenario).toBe(scenario);
    expect(setup?.parameters['delay']).toBe(delay);
    expect(unknown.map(({ what, name }) => `${what} ${name}`)).toEqual(told);
  });
});

it.each([
  ['?scenario=nothing', 'plain, slow'],
  ['?dealy=30', 'delay, mode, on, said, packet, rate, lines'],
  ['?delay=9999', '1–500'],
  ['?mode=c', 'a, b'],
  ['?lines=', 'x, y, z'],
  ['?on=maybe', 'on, off'],
  ['?packet=4', ''],
])('%s: what would be right is %s', (search, possible) => {
  expect(askedOf(toy, search, 'plain').unknown.map((one) => one.possible)).toEqual([possible]);
});
