import { stream } from '../kernel/random.ts';
import type { Ns } from '../kernel/time.ts';

/** What there is to do: news from a server, a talk of several, a page of files, one large file to the server. */
export const JOBS = ['ticks', 'chat', 'page', 'upload'] as const;
export type JobId = (typeof JOBS)[number];

/** Something to be brought to somebody: a message, a file. */
export interface Item {
  readonly number: number;
  /** Who has it first: the server, or a user by number. */
  readonly by: 'server' | number;
  readonly dueNs: Ns;
  readonly bytes: number;
}

export interface Job {
  readonly id: JobId;
  readonly users: number;
  /** In the order in which they come up. */
  readonly items: readonly Item[];
}

export interface JobSetup {
  readonly id: JobId;
  readonly users: number;
  readonly messages: number;
  readonly intervalNs: Ns;
  readonly messageBytes: number;
  readonly files: number;
  readonly fileBytes: number;
  /** The connections that last are surely open by then: what is measured is the messages, not the opening. */
  readonly startNs: Ns;
  readonly seed: number;
}

/**
 * The items of a job. Messages come once an interval, at a drawn instant of it, so that they fall anywhere between two polls. Files are
 * of a quarter to seven quarters of `fileBytes`.
 */
export function jobOf(setup: JobSetup): Job {
  const { id, users, startNs, intervalNs } = setup;
  const random = stream(setup.seed, 'job');
  const message = (number: number): Item => ({
    number,
    by: id === 'chat' ? random.below(users) : 'server',
    dueNs: startNs + number * intervalNs + random.below(intervalNs),
    bytes: setup.messageBytes,
  });
  const file = (number: number): Item => ({
    number,
    by: 'server',
    dueNs: 0,
    bytes: Math.floor((setup.fileBytes * (1 + random.below(7))) / 4),
  });
  if (id === 'upload')
    return { id, users: 1, items: [{ number: 0, by: 0, dueNs: 0, bytes: setup.fileBytes }] };
  if (id === 'page') return { id, users: 1, items: Array.from({ length: setup.files }, (_, n) => file(n)) };
  return { id, users, items: Array.from({ length: setup.messages }, (_, n) => message(n)) };
}

/** A message is a line of text that begins with its number. */
export function lineOf({ number, bytes }: Item): string {
  const begin = `${number} `;
  const rest = Math.max(0, bytes - begin.length);
  return begin + 'lorem ipsum dolor sit amet '.repeat(Math.ceil(rest / 27)).slice(0, rest);
}
export const numberOf = (line: string): number => Number.parseInt(line, 10);
