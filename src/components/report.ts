import { format } from '#i18n/format.ts';
import type { Language } from '#i18n/languages.ts';
import type { Strings } from '#i18n/strings.ts';
import { questionPath } from './questions.ts';

/**
 * Where a reader reports a mistake: a letter, or where the site is deployed with REPORT_URL, an issue form that takes
 * `title` and `body` (https://example.org/issues/new). Page, language and version are filled in.
 */
export function reportLink(slug: string, version: string, t: Strings, lang: Language): string {
  const page = questionPath(lang, slug);
  const title = format(t['report.subject']!, { page }, lang);
  const body = format(t['report.body']!, { page, version }, lang);
  const form = import.meta.env.REPORT_URL as string | undefined;
  if (form) return `${form}?${new URLSearchParams({ title, body })}`;
  const host = new URL(import.meta.env.SITE).hostname;
  return `mailto:errata@${host}?subject=${encodeURIComponent(title)}&body=${encodeURIComponent(body)}`;
}
