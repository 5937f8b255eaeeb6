/**
 * Query -> address of the page that should come first, or among the first few where the words fit several pages; undefined where
 * nothing should be found.
 */
export type Expected = Readonly<
  Record<string, string | undefined | { readonly page: string; readonly within: 2 | 3 }>
>;
