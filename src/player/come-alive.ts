import { hydrate, mount, unmount, type Component } from 'svelte';
import type { Run } from '#engine/kernel/trace.ts';
import type { Language } from '#i18n/languages.ts';
import Drawers from './Drawers.svelte';
import { Work } from './heavy/work.ts';
import { setupOf, type ModelCore } from './model.ts';
import Player from './Player.svelte';
import type { Room } from './room.ts';
import { Session } from './session.svelte.ts';
import Stage from './Stage.svelte';

export interface Opening {
  readonly room: Room;
  readonly scenario: string;
  readonly lang: Language;
  /** Of the page's address: a shared moment, a scenario and conditions. */
  readonly hash: string;
  readonly search: string;
  readonly level?: 1 | 2 | 3;
  /** A prediction was made: of which task, whether it was right, and how long it took. */
  readonly onanswered?: ((task: string, right: boolean, ms: number) => void) | undefined;
}

/** Lets the page breathe: what follows is a task of its own. */
const breath = (): Promise<void> => new Promise((done) => setTimeout(done));

/**
 * The player comes alive in the markup that the build left in `target` (see opening-frame.ts), or is drawn anew where there is
 * none; the run, the head and foot, the picture and the drawers each in a task of their own, so that none is long.
 * @returns how to end it
 */
export async function comeAlive(target: HTMLElement, opening: Opening): Promise<() => void> {
  const { room, scenario, lang, hash, search, level = 3, onanswered } = opening;
  const start = target.hasChildNodes() ? hydrate : mount;
  const ends: (() => void)[] = [];
  const show = <Props extends Record<string, unknown>>(
    part: Component<Props>,
    place: HTMLElement,
    props: Props,
  ) => {
    const app = start(part, { target: place, props });
    ends.push(() => void unmount(app));
  };
  const placeOf = (part: string) => target.querySelector<HTMLElement>(`[data-part="${part}"]`)!;
  const work = new Work(room.model, room.spawn);
  ends.push(() => work.end());
  const run = await firstRun(room.model, scenario, work);
  await breath();
  const session = new Session(room.model, scenario, run, work);
  await breath();
  show(Player, target, { room, session, lang, hash, search, level, onanswered });
  await breath();
  show(Stage, placeOf('stage'), { room, session, lang });
  await breath();
  show(Drawers, placeOf('drawers'), { room, session, lang });
  return () => ends.reverse().forEach((end) => end());
}

/** The opening run: the page shows it already, whatever it takes to have it again. */
async function firstRun(model: ModelCore, scenario: string, work: Work): Promise<Run> {
  const setup = setupOf(model, scenario);
  await model.needs?.(setup)?.();
  if (!model.heavy?.(setup)) return model.run(setup);
  return new Promise((end) =>
    work.start(setup, { progress: () => undefined, end, fail: () => end(model.run(setup)) }),
  );
}
