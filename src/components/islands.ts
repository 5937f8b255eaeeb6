/**
 * Everything that moves on a page. An element `<div data-island="NAME">` may hold its data in a first child
 * `<script type="application/json">`; the rest of its content is what shows without JavaScript and until the island is there.
 * With `data-when="near"` it is mounted when the reader comes within one screen of it, with "idle" when the page is quiet,
 * with "press" when a button in it is pressed, with "now" at once. One registry, so that the file:// edition can bundle all of it into one classic script.
 */
export interface Island {
  /** Takes over `target`; must not change its size when it does. `data` is unknown: check it. */
  mount(target: HTMLElement, data: unknown): void | Promise<void>;
}

export const islands: Readonly<Record<string, () => Promise<Island>>> = {
  sandbox: () => import('./islands/sandbox.ts'),
  search: () => import('#search/dialog/island.ts'),
  offline: () => import('#offline/island.ts'),
  keep: () => import('#offline/keep.ts'),
  progress: () => import('./islands/progress.ts'),
  pace: () => import('./islands/pace.ts'),
  print: () => import('./islands/print.ts'),
  filter: () => import('./islands/filter.ts'),
  snippet: () => import('./islands/snippet.ts'),
  quiz: () => import('./islands/quiz.ts'),
  'quiz-session': () => import('./islands/quiz-session.ts'),
  'quiz-interview': () => import('./islands/quiz-interview.ts'),
  'quiz-statistics': () => import('./islands/quiz-statistics.ts'),
};
