/** A topic that has items, as it is offered. */
export interface Topic {
  readonly id: string;
  readonly name: string;
  readonly items: number;
}
