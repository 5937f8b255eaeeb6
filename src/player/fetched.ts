/**
 * Pieces of an engine by name, each fetched before the first run that takes it; what has come stays. A sandbox whose scenarios take different
 * pieces has one of these, so that a reader loads what is run and no more.
 */
export class Fetched<Pieces extends object> {
  readonly #load: { readonly [Name in keyof Pieces]: () => Promise<Pieces[Name]> };
  readonly #here: Partial<Pieces> = {};

  constructor(load: { readonly [Name in keyof Pieces]: () => Promise<Pieces[Name]> }) {
    this.#load = load;
  }

  /** Where they are all at hand anyway: in a build, a Worker, a test. */
  bring(pieces: Readonly<Partial<Pieces>>): void {
    Object.assign(this.#here, pieces);
  }

  /** How to fetch one that is not there yet; undefined where it is. */
  missing<Name extends keyof Pieces>(name: Name): (() => Promise<void>) | undefined {
    if (name in this.#here) return undefined;
    return async () => {
      this.#here[name] = await this.#load[name]();
    };
  }

  /** A piece that is there; that it has been fetched is the player's care. */
  of<Name extends keyof Pieces>(name: Name): Pieces[Name] {
    const piece = this.#here[name];
    if (piece === undefined) throw new Error(`${String(name)} is run before it was fetched`);
    return piece;
  }
}
