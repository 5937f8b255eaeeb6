import { josa } from './josa.ts';
import type { Language } from './languages.ts';

/**
 * Fills a sentence from content: `{name}` gives the value (numbers grouped by thousands, `{name:plain}` ungrouped,
 * `{name:hex}` as the 16-bit hexadecimal number that checksums are read in);
 * in Korean `{name:은/는}` also adds the particle that fits. An unknown name is left as it stands, so that tests find it.
 */
export function format(template: string, values: Readonly<Record<string, unknown>>, lang: Language): string {
  return template.replace(/\{([\w.-]+)(?::([^}]+))?\}/g, (whole, name: string, modifier?: string) => {
    const value = values[name];
    if (value === undefined || value === null) return whole;
    if (typeof value === 'number' && modifier === 'hex') return `0x${value.toString(16).padStart(4, '0')}`;
    const shown = typeof value === 'number' && modifier !== 'plain' ? grouped(value) : String(value);
    return lang === 'ko' && modifier?.includes('/') ? shown + josa(shown, modifier) : shown;
  });
}

/** Says the sentences of an area by their ids, filled with values; an id without a sentence stands for itself. */
export const sayIn =
  (texts: Readonly<Record<string, string | undefined>>, lang: Language) =>
  (id: string, values: Readonly<Record<string, unknown>> = {}): string =>
    format(texts[id] ?? id, values, lang);

/** 1234567.5 -> '1,234,567.5': both languages group by thousands with a comma. */
export function grouped(value: number): string {
  const [whole, fraction] = String(value).split('.') as [string, string?];
  const digits = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? digits : `${digits}.${fraction}`;
}

/** Simulated nanoseconds as people read them: '40 ms', '1.204 s', '250 µs'. */
export function duration(ns: number): string {
  const [size, unit] = ns >= 1e9 ? [1e9, 's'] : ns >= 1e6 ? [1e6, 'ms'] : ns >= 1e3 ? [1e3, 'µs'] : [1, 'ns'];
  return `${grouped(Math.round((ns / size) * 1000) / 1000)} ${unit}`;
}
