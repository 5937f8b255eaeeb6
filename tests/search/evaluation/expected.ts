/**
 * Query -> the question that answers it, several where the words fit them equally, none where nothing should be found.
 * How well all of them are met is one figure (tests/site/search.test.ts): a new page may take the first place from another.
 */
export type Expected = Readonly<Record<string, string | readonly string[] | undefined>>;
