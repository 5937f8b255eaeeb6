import { NULL } from '../../kernel/delta.ts';
import { PLACE, put, Sets, UNKNOWN, type Told } from '../published.ts';
import type { Congestion, Thought } from './congestion.ts';

const WITHOUT_NUMBERS = new Sets([]);
/** By the names of a rule's numbers. */
const SETS = new Map<string, Sets>();

function setsOf(names: readonly string[]): Sets {
  const key = names.join();
  let sets = SETS.get(key);
  if (!sets) SETS.set(key, (sets = new Sets(names)));
  return sets;
}

/** How a trace tells of a control (RFC 9293 §3.8.2 requires one): its windows, the rule that it applied, and the numbers of the rule as a list of name, value, name, value. */
class Thoughts implements Told {
  sets = WITHOUT_NUMBERS;
  rule = '';
  numbers = new Float64Array(0);

  changes(control: Congestion, numbers: Float64Array): number {
    const { cwndBytes, ssthreshBytes } = control;
    const thought = control.thinking();
    const ssthresh = ssthreshBytes === Number.MAX_SAFE_INTEGER ? UNKNOWN : ssthreshBytes;
    let bits = put(numbers, PLACE.cwndBytes, cwndBytes) | put(numbers, PLACE.ssthreshBytes, ssthresh);
    if (this.rule !== thought.rule) {
      bits |= 1 << PLACE.rule;
      this.rule = thought.rule;
    }
    return this.#same(thought.with) ? bits : bits | (1 << PLACE.ruleWith);
  }

  /** Takes over the numbers of a rule; whether they are what they were. */
  #same(numbers: Thought['with']): boolean {
    const { names } = this.sets;
    const before = this.numbers;
    let nth = 0;
    let same = true;
    for (const name in numbers) {
      if (names[nth] !== name) return this.#others(numbers);
      const value = numbers[name] ?? NULL;
      if (before[nth] !== value) same = false;
      before[nth] = value;
      nth += 1;
    }
    return nth === names.length ? same : this.#others(numbers);
  }
  #others(numbers: Thought['with']): false {
    this.sets = setsOf(Object.keys(numbers));
    this.numbers = Float64Array.from(Object.values(numbers), (value) => value ?? NULL);
    return false;
  }
}

/** `Congestion.told` of a control. */
export const thoughts = (): Told => new Thoughts();
