import { isLanguage, type Language } from '#i18n/languages.ts';
import { isTheme, type Theme } from './protocol.ts';

/** What the address of an embed may say after the '?'. */
export interface EmbedAddress {
  readonly lang: Language | undefined;
  readonly theme: Theme;
  /** With a quiz: only this item. With a sandbox: the scenario it opens on. Whether it exists, the page knows. */
  readonly item: string | undefined;
  readonly scenario: string | undefined;
}

export interface ReadAddress extends EmbedAddress {
  /** Names of parameters whose value was not understood; they have their default. Never the value: it is shown to nobody. */
  readonly refused: readonly string[];
}

const isId = (value: unknown): value is string =>
  typeof value === 'string' && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(value) && value.length <= 100;

/** Reads `location.search`; total, unknown parameters are passed over. */
export function readAddress(search: string): ReadAddress {
  const given = new URLSearchParams(search.slice(0, 2000));
  const refused: string[] = [];
  function one<T>(name: string, check: (value: unknown) => value is T): T | undefined {
    const value = given.get(name);
    if (value === null || check(value)) return value ?? undefined;
    refused.push(name);
    return undefined;
  }
  return {
    lang: one('lang', isLanguage),
    theme: one('theme', isTheme) ?? 'auto',
    item: one('item', isId),
    scenario: one('scenario', isId),
    refused,
  };
}

/** The other way round, without defaults: '?lang=ko&theme=dark', or ''. */
export function writeAddress({ lang, theme, item, scenario }: Partial<EmbedAddress>): string {
  const said = Object.entries({ lang, theme: theme === 'auto' ? undefined : theme, item, scenario });
  const search = new URLSearchParams(
    said.filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
  return search.size > 0 ? `?${search}` : '';
}
