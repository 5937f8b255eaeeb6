import { listOf, verdictOf, type ItemKind } from '../contract.ts';

/**
 * Each of some things with its partner; several may share one, and a partner may stay over. The answer is a list of
 * `thing=partner`, in any order. Scored by the share of things that stand with their own partner, above chance.
 */
export const match: ItemKind<'match'> = {
  kind: 'match',
  key: (question) => question.pairs.map((pair) => given(pair.id, pair.partner)),
  refuse(question, answer) {
    const chosen = partnersIn(answer);
    const known = (partner: string | undefined) => question.partners.some(({ id }) => id === partner);
    if (chosen.size === 0) return 'empty';
    return question.pairs.every(({ id }) => known(chosen.get(id))) ? undefined : 'incomplete';
  },
  grade(question, answer) {
    const complete = match.refuse(question, answer) === undefined;
    const chosen = partnersIn(answer);
    const parts = question.pairs.map((pair) => ({
      id: pair.id,
      text: pair.text,
      chosen: chosen.has(pair.id),
      key: chosen.get(pair.id) === pair.partner,
      partner: question.partners.find(({ id }) => id === pair.partner)?.text ?? '',
      why: pair.why,
    }));
    const share = parts.filter((part) => part.key).length / parts.length;
    const chance = 1 / question.partners.length;
    const score = complete ? Math.max(0, (share - chance) / (1 - chance)) : 0;
    return { score, verdict: verdictOf(score), parts };
  },
};

const given = (thing: string, partner: string) => `${thing}=${partner}`;

/** Thing -> partner; of two for one thing the last is meant. */
export const partnersIn = (answer: unknown): Map<string, string> =>
  new Map(
    listOf(answer).flatMap((one) => {
      const at = one.indexOf('=');
      return at < 0 ? [] : [[one.slice(0, at), one.slice(at + 1)] as const];
    }),
  );

/** The answer with `partner` given to `thing`; '' takes it away. */
export const paired = (answer: unknown, thing: string, partner: string): string[] => {
  const all = partnersIn(answer);
  all.delete(thing);
  if (partner !== '') all.set(thing, partner);
  return [...all].map(([one, other]) => given(one, other));
};
