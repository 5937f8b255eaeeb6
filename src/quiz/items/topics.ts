/** A topic that has items, as it is offered. */
export interface Topic {
  readonly id: string;
  readonly name: string;
  readonly items: number;
}

/** A reading path, as it is offered. */
export interface Track extends Topic {
  /** In its order. */
  readonly pages: readonly string[];
}
