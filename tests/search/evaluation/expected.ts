/** Query -> address of the page that should come first; undefined where nothing should be found. */
export type Expected = Readonly<Record<string, string | undefined>>;
