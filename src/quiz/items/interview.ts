import type { Ask, FollowUp, Page } from '../core/interview.ts';

/** A page with what an interviewer says and wants to hear, in one language. */
export interface InterviewPage extends Page {
  readonly question: string;
  readonly oneLine: string;
  readonly thirtySeconds: string;
  readonly goodToHear: readonly string[];
  readonly redFlags: readonly string[];
  readonly followUps: readonly (FollowUp & {
    readonly question: string;
    readonly answer?: string | undefined;
  })[];
}

/** An ask in words. */
export interface Spoken {
  readonly question: string;
  /** The model answer, by paragraphs. */
  readonly model: readonly string[];
  /** What a good answer has, and what speaks against it: known for whole pages only. */
  readonly goodToHear: readonly string[];
  readonly redFlags: readonly string[];
  /** Where on the site it is answered: what comes after the address of the page. */
  readonly page: string;
  readonly anchor: string;
}

/** The words of an ask; undefined where the site does not ask it any more. */
export function spoken(pages: readonly InterviewPage[], ask: Ask): Spoken | undefined {
  const page = pages.find(({ slug }) => slug === ask.page);
  const from = pages.find(({ slug }) => slug === ask.from);
  const followUp = from?.followUps.find(({ id }) => id === ask.followUp);
  if (!page || (ask.followUp !== undefined && !followUp)) return undefined;
  if (followUp?.answer !== undefined) {
    return {
      question: followUp.question,
      model: [followUp.answer],
      goodToHear: [],
      redFlags: [],
      page: page.slug,
      anchor: `follow-up-${followUp.id}`,
    };
  }
  const { oneLine, thirtySeconds, goodToHear, redFlags } = page;
  return {
    question: followUp?.question ?? page.question,
    model: [oneLine, thirtySeconds],
    goodToHear,
    redFlags,
    page: page.slug,
    anchor: '',
  };
}
