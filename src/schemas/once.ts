/**
 * Where the questions of a build are kept once they are read. What runs in Astro's configuration, among the pages and in the processes that render
 * them (src/prerender) are instances of their own of every module, so that only the global object is common to all.
 */
const KEY = Symbol.for('keepalive.questions');
const common = globalThis as { [KEY]?: unknown };

export const keepQuestions = (questions: unknown): void => void (common[KEY] = questions);
export const keptQuestions = (): unknown => common[KEY];
