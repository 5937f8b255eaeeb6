/** What a worker is given once. */
export interface Given {
  /** Address of the built server code. */
  readonly entry: string;
  /** Astro's page data by their keys: which style sheets a page links. */
  readonly pages: readonly (readonly [key: string, data: object])[];
  readonly scripts: readonly object[];
}

/** Before the first page: what was read when the pages were listed. */
export interface Read {
  readonly questions: unknown;
}

/** A page or file to be made. */
export interface Wanted {
  readonly url: string;
  /** Pattern and file of its route, by which Astro knows it. */
  readonly route: string;
  readonly component: string;
}

export type Message = Given | Read | Wanted;

export type Answer =
  | {
      readonly url: string;
      readonly status: number;
      readonly type: string;
      readonly body: Uint8Array<ArrayBuffer>;
    }
  | { readonly url: string; readonly error: unknown };
