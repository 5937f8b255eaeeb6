import { writeAddress, type EmbedAddress } from './address.ts';

/** What may be embedded: the quiz of a question, or a sandbox. */
export const SORTS = ['quiz', 'sandbox'] as const;
export type Sort = (typeof SORTS)[number];

/** The place of an embed before it says its own height, in pixels; without a script in the host page it stays. */
export const HEIGHTS: Readonly<Record<Sort, number>> = { quiz: 560, sandbox: 760 };

/** Nothing but its own scripts, links into a new window, and files to take away: no origin, so no storage and no cookies. */
export const SANDBOX = 'allow-scripts allow-popups allow-popups-to-escape-sandbox allow-downloads';
/** The sandbox copies links to a moment of a run. */
export const ALLOW = 'clipboard-write';

export interface Named {
  readonly sort: Sort;
  /** Slug of a question, or id of a sandbox. */
  readonly name: string;
}

/** 'quiz/what-is-caching' in its parts; undefined where it names nothing that could be embedded. */
export function readName(value: string): Named | undefined {
  const [, sort, name] = /^(quiz|sandbox)\/([a-z0-9]+(?:-[a-z0-9]+)*)\/?$/.exec(value) ?? [];
  return sort && name ? { sort: sort as Sort, name } : undefined;
}

/** The address of an embed; `root` is the site's, with a slash at its end. */
export const placeOf = (root: string, { sort, name }: Named, asked: Partial<EmbedAddress> = {}): string =>
  `${root}embed/${sort}/${name}/${writeAddress(asked)}`;
