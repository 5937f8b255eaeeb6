/** A program of content/samples shown by reference: a fence without lines of its own. */
export interface Program {
  /** Folder and file below content/samples: `echo/server.c`. */
  readonly name: string;
  /** First and last line shown, from 1; the whole file where it does not say. */
  readonly lines: readonly [number, number] | undefined;
  /** Line of the prose on which it stands. */
  readonly line: number;
}

const FENCE = /^```(\w+) sample="([^"\n]*)"(?: lines="(\d+)-(\d+)")?([^\n]*)\n```$/gm;

/** The programs that prose names, in their order. */
export function programsIn(prose: string): Program[] {
  return [...prose.matchAll(FENCE)].map((found) => ({
    name: found[2]!,
    lines: found[3] === undefined ? undefined : [Number(found[3]), Number(found[4])],
    line: prose.slice(0, found.index).split('\n').length,
  }));
}

/** The prose with each named program in its place, under its file's name; `textOf` gives a file's text. */
export function withPrograms(prose: string, textOf: (name: string) => string): string {
  return prose.replace(FENCE, (_, language: string, name: string, from?: string, to?: string, rest = '') => {
    const lines = textOf(name).trimEnd().split('\n');
    const shown = from === undefined ? lines : lines.slice(Number(from) - 1, Number(to));
    return ['```' + `${language} title="${name.split('/').at(-1)}"${rest}`, ...shown, '```'].join('\n');
  });
}
