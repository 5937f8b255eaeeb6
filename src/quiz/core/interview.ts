import { drawFrom, seedOf, type Draw } from './draw.ts';
import { merged, type LogEvent, type Points, type Session, type Turn } from './log.ts';
import { wasLeft } from './session.ts';

/** A mock interview: a walk on the graph of questions and their follow-ups. Pure: the same session and answers walk the same way. */

export const LEVELS = ['junior', 'mid', 'senior'] as const;
export type Level = (typeof LEVELS)[number];

/** From what is simply known to what takes experience: how deep a follow-up goes. */
export const DEPTHS = ['definition', 'principle', 'practice', 'trade-off', 'edge-case'] as const;

export interface FollowUp {
  readonly id: string;
  readonly kind: (typeof DEPTHS)[number];
  /** Answered by another page: then that page is asked, in the words of this follow-up. */
  readonly page?: string | undefined;
}

export interface Page {
  readonly slug: string;
  readonly topic: string;
  /** Place within the topic. */
  readonly order: number;
  readonly level: Level;
  /** How often interviewers ask it: 1 to 3. */
  readonly asked: number;
  readonly related: readonly string[];
  readonly followUps: readonly FollowUp[];
}

/** In reading order: what a page stands on comes before it. */
export type Graph = readonly Page[];

/** Why a question is asked after the one before. */
export type Step = 'opening' | 'deeper' | 'prerequisite' | 'aside' | 'topic';

export interface Ask {
  /** `<page>` or `<page>/<follow-up>`: what a turn names. */
  readonly ask: string;
  readonly page: string;
  /** The follow-up in whose words it is asked: of `from`, which is another page where the answer is a page of its own. */
  readonly followUp?: string | undefined;
  readonly from?: string | undefined;
  readonly step: Step;
}

export const MAX_POINTS = 6;
export const pointsOf = ({ correct, complete, example, terms }: Points): number =>
  correct + complete + example + terms;

/** Follow-ups in a row before the interviewer turns to something else. */
const THREAD = 3;

/** How the answer was taken: from 5 points on the interviewer digs deeper, up to 2 he goes back to the ground. */
const isGood = (turn: Turn) => pointsOf(turn.points) >= 5;
const isWeak = (turn: Turn) => pointsOf(turn.points) <= 2;

export function turnsOf(session: Session, log: readonly LogEvent[]): Turn[] {
  const seen = new Set<string>();
  return merged(log).filter((event): event is Turn => {
    if (event.type !== 'turn' || event.session !== session.id || seen.has(event.ask)) return false;
    seen.add(event.ask);
    return true;
  });
}

/** The last interview that was begun, neither left nor finished. */
export function unfinishedInterview(graph: Graph, log: readonly LogEvent[]): Session | undefined {
  const last = merged(log).findLast((event) => event.type === 'session' && event.mode === 'interview');
  if (last?.type !== 'session' || wasLeft(last, log)) return undefined;
  return nextAsk(graph, last, turnsOf(last, log)) ? last : undefined;
}

/** The last interview that has something to report: over, by its end or by leaving it. */
export function lastInterview(graph: Graph, log: readonly LogEvent[]): Session | undefined {
  return merged(log).findLast((event): event is Session => {
    if (event.type !== 'session' || event.mode !== 'interview') return false;
    const turns = turnsOf(event, log);
    return turns.length > 0 && (wasLeft(event, log) || !nextAsk(graph, event, turns));
  });
}

/** Pages worth reading again, after these asks and what each earned: a page before what stands on it. */
export function toReview(graph: Graph, asks: readonly Ask[], turns: readonly Turn[]): string[] {
  const slugs = asks.flatMap(({ page }, n) => {
    const turn = turns[n];
    if (!turn || pointsOf(turn.points) >= 5) return [];
    const found = graph.find(({ slug }) => slug === page);
    if (!found) return [];
    const before = isWeak(turn) ? ground(graph, found, graph) : undefined;
    return before ? [before.slug, page] : [page];
  });
  return graph.map(({ slug }) => slug).filter((slug) => slugs.includes(slug));
}

/**
 * What is asked after these turns; undefined when it is over: as many questions as were wished for, or nothing left to ask.
 * Nothing is asked twice, so a walk ends whatever is answered.
 */
export function nextAsk(graph: Graph, session: Session, turns: readonly Turn[]): Ask | undefined {
  if (turns.length >= (session.turns ?? 0)) return undefined;
  const walk = walkOf(graph, session, turns);
  const draw = drawFrom(seedOf(`${session.id}/${turns.length}`));
  return stepFrom(walk, draw);
}

/** All that was asked so far, each with the reason; and where it stands. */
interface Walk {
  readonly graph: Graph;
  readonly level: number;
  readonly asks: readonly Ask[];
  readonly turns: readonly Turn[];
}

/** The asks of the turns: each is what `stepFrom` gave then. */
function walkOf(graph: Graph, session: Session, turns: readonly Turn[]): Walk {
  const level = LEVELS.indexOf(session.level ?? 'mid');
  let walk: Walk = { graph, level, asks: [], turns: [] };
  for (const [n, turn] of turns.entries()) {
    const given = stepFrom(walk, drawFrom(seedOf(`${session.id}/${n}`)));
    // after a new release the walk may have led elsewhere: what was asked stays
    const ask = given?.ask === turn.ask ? given : readAsk(turn.ask);
    walk = { ...walk, asks: [...walk.asks, ask], turns: [...walk.turns, turn] };
  }
  return walk;
}
const readAsk = (ask: string): Ask => {
  const [page, followUp] = ask.split('/') as [string, string?];
  return { ask, page, step: 'topic', ...(followUp !== undefined && { followUp, from: page }) };
};

/** The asks that these turns answered, for the report. */
export const asksOf = (graph: Graph, session: Session, turns: readonly Turn[]): readonly Ask[] =>
  walkOf(graph, session, turns).asks;

function stepFrom(walk: Walk, draw: Draw): Ask | undefined {
  const ask = walk.asks.at(-1);
  const turn = walk.turns.at(-1);
  if (!ask || !turn) return opening(walk, draw);
  const page = walk.graph.find(({ slug }) => slug === ask.page);
  if (page && isWeak(turn)) return prerequisite(walk, page) ?? topic(walk, draw);
  if (page && thread(walk) < THREAD) {
    const found = isGood(turn) ? deeper(walk, page, ask, draw) : aside(walk, page, ask, draw);
    if (found) return found;
  }
  return topic(walk, draw);
}

/** How many follow-ups in a row were asked last. */
function thread({ asks }: Walk): number {
  const last = asks.findLastIndex(({ step }) => step !== 'deeper' && step !== 'aside');
  return asks.length - 1 - last;
}

const levelOf = ({ level }: Page) => LEVELS.indexOf(level);
const isAsked = ({ asks }: Walk, ask: string) => asks.some((one) => one.ask === ask);
/** Pages that may be asked: not harder than the level, not asked yet. */
const free = (walk: Walk): Page[] =>
  walk.graph.filter((page) => levelOf(page) <= walk.level && !isAsked(walk, page.slug));

/** Draws one page; what interviewers ask more often comes more often. */
function drawn(pages: readonly Page[], draw: Draw): Page | undefined {
  const tickets = pages.flatMap((page) => Array<Page>(page.asked).fill(page));
  return tickets.length === 0 ? undefined : tickets[draw(tickets.length)];
}
const asPage = (page: Page | undefined, step: Step): Ask | undefined =>
  page && { ask: page.slug, page: page.slug, step };

const opening = (walk: Walk, draw: Draw) => asPage(drawn(free(walk), draw), 'opening');

/** Another topic than those spoken of, while there is one. */
function topic(walk: Walk, draw: Draw): Ask | undefined {
  const pages = free(walk);
  const spoken = new Set(
    walk.asks.flatMap(({ page }) => walk.graph.find(({ slug }) => slug === page)?.topic ?? []),
  );
  const others = pages.filter((page) => !spoken.has(page.topic));
  return asPage(drawn(others.length > 0 ? others : pages, draw), 'topic');
}

/** The nearest of these that the page stands on: an earlier one that it names as related, else an earlier one of its topic. */
function ground(graph: Graph, page: Page, among: readonly Page[]): Page | undefined {
  const place = (one: Page) => graph.indexOf(one);
  const earlier = among.filter((one) => place(one) < place(page));
  return (
    earlier.findLast(({ slug }) => page.related.includes(slug)) ??
    earlier.findLast(({ topic }) => topic === page.topic)
  );
}
const prerequisite = (walk: Walk, page: Page): Ask | undefined =>
  asPage(ground(walk.graph, page, free(walk)), 'prerequisite');

const depthOf = ({ kind }: FollowUp) => DEPTHS.indexOf(kind);

/** How deep the question is that was just answered: a page itself is the surface. */
function depthNow(walk: Walk, ask: Ask): number {
  if (ask.followUp === undefined || ask.from !== ask.page) return -1;
  const page = walk.graph.find(({ slug }) => slug === ask.page);
  const found = page?.followUps.find(({ id }) => id === ask.followUp);
  return found ? depthOf(found) : -1;
}

function followUpsOf(walk: Walk, page: Page): Ask[] {
  return page.followUps.flatMap((one): Ask[] => {
    const named = { followUp: one.id, from: page.slug, step: 'deeper' as const };
    if (one.page === undefined) {
      const ask = `${page.slug}/${one.id}`;
      return isAsked(walk, ask) ? [] : [{ ask, page: page.slug, ...named }];
    }
    const answer = free(walk).find(({ slug }) => slug === one.page);
    return answer ? [{ ask: answer.slug, page: answer.slug, ...named }] : [];
  });
}

/** A follow-up that goes deeper than the question just answered. */
function deeper(walk: Walk, page: Page, ask: Ask, draw: Draw): Ask | undefined {
  const now = depthNow(walk, ask);
  const further = followUpsOf(walk, page).filter(
    ({ followUp }) => depthOf(page.followUps.find(({ id }) => id === followUp)!) > now,
  );
  return further.length === 0 ? undefined : further[draw(further.length)];
}

/** After an answer that was neither good nor weak: a follow-up no deeper than the question, or the shallowest there is. */
function aside(walk: Walk, page: Page, ask: Ask, draw: Draw): Ask | undefined {
  const all = followUpsOf(walk, page);
  const depth = ({ followUp }: Ask) => depthOf(page.followUps.find(({ id }) => id === followUp)!);
  const least = Math.min(...all.map(depth));
  const level = all.filter((one) => depth(one) <= Math.max(least, depthNow(walk, ask)));
  return level.length === 0 ? undefined : { ...level[draw(level.length)]!, step: 'aside' };
}
