/** Why what was typed is no amount: the sentence is the interface's. */
export type NoAmount = 'not-a-number' | 'other-unit';

/** Names of units, each with its size in the smallest of its dimension (nanoseconds, bits, hundredths). */
const MEASURES: Readonly<Record<string, readonly (readonly [size: number, names: string])[]>> = {
  time: [
    [1, 'ns nanosecond nanoseconds 나노초'],
    [1e3, 'us μs microsecond microseconds 마이크로초'],
    [1e6, 'ms msec millisecond milliseconds 밀리초'],
    [1e9, 's sec secs second seconds 초'],
    [60e9, 'min minute minutes 분'],
    [3600e9, 'h hr hour hours 시간'],
  ],
  data: [
    [1, 'bit bits 비트'],
    [8, 'byte bytes octet octets 바이트 옥텟'],
    [8e3, 'kb kilobyte kilobytes 킬로바이트'],
    [8 * 1024, 'kib'],
    [8e6, 'mb megabyte megabytes 메가바이트'],
    [8 * 1024 * 1024, 'mib'],
  ],
  rate: [
    [1, 'bit/s bps'],
    [1e3, 'kbit/s kbps'],
    [1e6, 'mbit/s mbps'],
    [1e9, 'gbit/s gbps'],
  ],
  share: [[1, '% percent 퍼센트 프로']],
};

interface Measure {
  readonly dimension: string;
  readonly size: number;
}

const measures = new Map<string, Measure>();
for (const [dimension, units] of Object.entries(MEASURES)) {
  for (const [size, names] of units)
    for (const name of names.split(' ')) measures.set(name, { dimension, size });
}

/** 'B' is a byte and 'b' a bit; everything else is read without case. */
function measureOf(unit: string): Measure | undefined {
  const name = unit.normalize('NFKC').trim();
  if (name === 'B' || name === 'b') return measures.get(name === 'B' ? 'byte' : 'bit');
  return measures.get(name.toLowerCase());
}

const NUMBER = /^([+-]?(?:\d{1,3}(?:[,_' ]\d{3})+|\d+)(?:\.\d+)?(?:e[+-]?\d{1,2})?)\s*/i;
const MYRIADS: Readonly<Record<string, number>> = { 천: 1e3, 만: 1e4, 억: 1e8 };

/** Reads '1,460', '1 460', '６만 5,535' (Korean counts by ten thousands); undefined where it does not begin with a number. */
function readNumber(text: string): { value: number; rest: string } | undefined {
  const found = NUMBER.exec(text);
  if (!found) return undefined;
  const value = Number(found[1]!.replace(/[,_' ]/g, ''));
  const rest = text.slice(found[0].length);
  const myriad = MYRIADS[rest[0] ?? ''];
  if (myriad === undefined) return { value, rest };
  const after = rest.slice(1).trimStart();
  const lower = readNumber(after);
  return lower && lower.value >= 0 && lower.value < myriad
    ? { value: value * myriad + lower.value, rest: lower.rest }
    : { value: value * myriad, rest: after };
}

/**
 * The number that was typed, in the unit of the question: '1.5 s' is 1500 where milliseconds are asked.
 * Without a unit it is taken as asked. A word that is no measure (개, packets, RTT) is only a name for what is counted.
 */
export function amountIn(typed: string, unit?: string): number | NoAmount {
  const text = typed
    .normalize('NFKC')
    .replaceAll('−', '-')
    .trim()
    .replace(/^(약|대략|about|approx\.?|ca\.?|[~≈=])\s*/i, '');
  const read = readNumber(text);
  if (!read || !Number.isFinite(read.value)) return 'not-a-number';
  const rest = read.rest.replace(/(입니다|이에요|예요|요)?[.\s]*$/, '').trim();
  if (rest === '') return read.value;
  if (!/^[%\p{L}][\p{L}\p{M}/%().\- ]*$/u.test(rest)) return 'not-a-number';
  const given = measureOf(rest);
  if (!given) return read.value;
  const asked = unit === undefined ? undefined : measureOf(unit);
  if (asked?.dimension !== given.dimension) return 'other-unit';
  return (read.value * given.size) / asked.size;
}
