import { mixed } from '#quiz/core/arrange.ts';
import { drawFrom, seedOf } from '#quiz/core/draw.ts';
import { grade, keyOf, type Posed, type PosedKind } from '#quiz/core/kinds.ts';
import { list, paragraph, said } from './html.ts';

/** An item on paper: what is asked, the answer, and why, as HTML without classes or scripts. */
export interface Face {
  readonly question: string;
  readonly answer: string;
  readonly why: string;
}

type Of<K extends PosedKind> = Extract<Posed, { kind: K }>;
type Maker<K extends PosedKind> = (question: Of<K>) => Face;

/** The right options, or the steps in their order. */
const rightOf = (question: Posed) =>
  grade(question, keyOf(question))
    .parts.filter(({ key }) => key)
    .map(({ text }) => said(text));

function options(question: Of<'single' | 'several'>): Face {
  const right = rightOf(question);
  const { parts } = grade(question, keyOf(question));
  return {
    question:
      paragraph(said(question.stem)) +
      list(
        'ol',
        question.options.map(({ text }) => said(text)),
      ),
    answer: right.length === 1 ? paragraph(right[0]!) : list('ul', right),
    why: list(
      'ol',
      parts.map(({ key, why = '' }) => `${key ? '✓' : '✗'} ${said(why)}`),
    ),
  };
}

function typed(question: Of<'number' | 'short'>): Face {
  const { key = '', why = '' } = grade(question, keyOf(question));
  const mistakes = question.mistakes.map((one) => {
    const given = 'value' in one ? String(one.value) : one.accept[0]!;
    return `✗ ${said(given)}: ${said(one.why)}`;
  });
  return {
    question: paragraph(said(question.stem)),
    answer: paragraph(said(key)),
    why: paragraph(said(why)) + (mistakes.length > 0 ? list('ul', mistakes) : ''),
  };
}

/** The steps stand on the card as mixed as on the page, always in the same way. */
function order(question: Of<'order'>): Face {
  const byId = new Map(question.steps.map(({ id, text }) => [id, said(text)]));
  const shown = mixed([...byId.keys()], drawFrom(seedOf(question.id)));
  return {
    question:
      paragraph(said(question.stem)) +
      list(
        'ul',
        shown.map((id) => byId.get(id)!),
      ),
    answer: list('ol', rightOf(question)),
    why: paragraph(said(question.why)),
  };
}

/** The partners stand below the things, as mixed as on the page. */
function match(question: Of<'match'>): Face {
  const nameOf = new Map(question.partners.map(({ id, text }) => [id, said(text)]));
  const partners = mixed([...nameOf.keys()], drawFrom(seedOf(question.id)));
  const pairs = question.pairs.map(({ text, partner }) => `${said(text)} → ${nameOf.get(partner) ?? ''}`);
  return {
    question:
      paragraph(said(question.stem)) +
      list(
        'ol',
        question.pairs.map(({ text }) => said(text)),
      ) +
      list(
        'ul',
        partners.map((id) => nameOf.get(id)!),
      ),
    answer: list('ol', pairs),
    why: list(
      'ol',
      question.pairs.map(({ why }) => said(why)),
    ),
  };
}

/** Said aloud before the card is turned; the points are what one hears oneself make. */
const say = (question: Of<'say'>): Face => ({
  question: paragraph(said(question.stem)),
  answer: paragraph(said(question.answer)),
  why: list(
    'ul',
    question.points.map(({ text }) => said(text)),
  ),
});

/** A kind that needs a running page (click the retransmission, reach a goal) has none. */
const FACES: { readonly [K in PosedKind]?: Maker<K> } = {
  single: options,
  several: options,
  number: typed,
  short: typed,
  order,
  match,
  say,
};

/** Undefined for what cannot be asked on a card. */
export function faceOf(question: Posed): Face | undefined {
  const make = FACES[question.kind] as Maker<PosedKind> | undefined;
  return make?.(question);
}
