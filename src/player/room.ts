import type { Component } from 'svelte';
import type { Spawn } from './heavy/work.ts';
import type { ModelCore, SandboxModel } from './model.ts';
import type { Texts, ViewsProps } from './views.ts';

/** A sandbox as the player takes it in: what happens, how it is arranged, what is said. */
export interface Room {
  readonly model: ModelCore;
  /** With its tasks and downloads: fetched when a reader opens their drawer. */
  readonly whole: () => Promise<SandboxModel>;
  readonly Views: Component<ViewsProps>;
  /** Reason id -> the clause it follows from. */
  readonly clauses: Readonly<Record<string, string>>;
  /** Where a heavy run is run. */
  readonly spawn?: Spawn | undefined;
  /** The sandbox's, the reasons' and the player's own texts, in one language. */
  readonly text: Texts;
}

const RFC = /^RFC (\d+)(?: §([\d.]+))?/;

/** Where a clause can be read, if it is an RFC's. A plain link: nothing is fetched until the reader follows it. */
export function addressOf(clause: string): string | undefined {
  const found = RFC.exec(clause);
  if (!found) return undefined;
  const [, number, section] = found;
  return `https://www.rfc-editor.org/rfc/rfc${number}.html${section ? `#section-${section}` : ''}`;
}
