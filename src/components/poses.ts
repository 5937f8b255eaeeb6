import { ask, type Drawn } from '#quiz/core/computed.ts';
import { drawFrom } from '#quiz/core/draw.ts';
import type { QuestionOf } from '#quiz/core/question.ts';
import type { SandboxModel } from '#player/model.ts';

/** Each model is a chunk of its own: asking a computed item anew loads that sandbox's engine and no other. */
const files = import.meta.glob<Readonly<Record<string, unknown>>>('/src/sandboxes/*/model.ts');

const isModel = (value: unknown, id: string): value is SandboxModel =>
  value !== null &&
  typeof value === 'object' &&
  (value as Partial<SandboxModel>).id === id &&
  'questions' in value;

const before = new Map<string, Promise<Drawn>>();
/** What a question gave for a seed: each asking looks at the one before it. */
const bySeed = new Map<string, Drawn>();

/** The `nth` asking of a computed item. The engine is run once for it, not for every language and page that asks. */
export function pose(
  source: Pick<QuestionOf<'computed'>, 'sandbox' | 'question'>,
  nth: number,
): Promise<Drawn> {
  const key = `${source.sandbox}/${source.question}/${nth}`;
  const drawn = before.get(key) ?? draw(source, nth);
  before.set(key, drawn);
  // what could not be loaded is asked for again
  drawn.catch(() => before.delete(key));
  return drawn;
}

/** Draws it by running its sandbox's model. */
async function draw(
  source: Pick<QuestionOf<'computed'>, 'sandbox' | 'question'>,
  nth: number,
): Promise<Drawn> {
  const exports = await files[`/src/sandboxes/${source.sandbox}/model.ts`]?.();
  const model = Object.values(exports ?? {}).find((value) => isModel(value, source.sandbox)) as
    SandboxModel | undefined;
  const question = model?.questions.find(({ id }) => id === source.question);
  if (!question) throw new Error(`${source.sandbox} poses no question ${source.question}`);
  return ask((seed) => {
    const key = `${source.sandbox}/${source.question}/${seed}`;
    const known = bySeed.get(key) ?? question.pose(drawFrom(seed));
    bySeed.set(key, known);
    return known;
  }, nth);
}
