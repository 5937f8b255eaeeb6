import { posed } from '#quiz/core/computed.ts';
import { predicted } from '#quiz/core/predicted.ts';
import { inLanguage, type QuestionOf } from '#quiz/core/question.ts';
import { traced } from '#quiz/core/traced.ts';
import type { Asked } from '#quiz/items/contract.ts';
import type { Language } from '#i18n/languages.ts';
import { speech } from '#player/speech.ts';
import { loadRoom } from '#sandboxes/rooms.ts';
import type { Entry } from '#schemas/entry.ts';
import { pose } from './poses.ts';
import { scenarioRun } from './scenario-run.ts';
import { modelOf, sandboxText, taskAnswer } from './sandboxes.ts';

type Place = Pick<Asked, 'page' | 'sandbox'>;

/** The items of an entry as they are first asked: what the engine is to say, it has said. */
export function askedOf(
  slug: string,
  entry: Pick<Entry, 'quiz' | 'sandbox'>,
  lang: Language,
): Promise<Asked[]> {
  return Promise.all(
    entry.quiz.map(async (item): Promise<Asked> => {
      const question = inLanguage(item, lang);
      const place = { page: slug, sandbox: entry.sandbox };
      switch (question.kind) {
        case 'computed': {
          const drawn = await pose(question, 0);
          const first = posed(question, drawn, lang);
          return { posed: first, source: question, nth: 0, setup: drawn.setup, ...place };
        }
        case 'predict':
          return askPredict(question, place, lang);
        case 'trace':
          return askTrace(question, place, lang);
        case 'goal':
          return { posed: { ...question, reached: undefined }, ...place };
        default:
          return { posed: question, ...place };
      }
    }),
  );
}

/** What a sandbox will do next, as a choice with the sandbox's words; the page's own sandbox can stop at that moment. */
async function askPredict(question: QuestionOf<'predict'>, place: Place, lang: Language): Promise<Asked> {
  const { sandbox, task: id } = question;
  const said = await sandboxText(sandbox, lang);
  const task = modelOf(sandbox).tasks.find((one) => one.id === id)!;
  const options = (task.options ?? []).map((option) => ({
    id: option,
    text: said[`task.${id}.option.${option}`] ?? option,
  }));
  const answer = String(taskAnswer(sandbox, id));
  const stop = { scenario: task.scenario, before: JSON.stringify(task.before) };
  return {
    posed: predicted(question, { options, answer, why: said[`task.${id}.why`] ?? '' }, lang),
    as: 'predict',
    ...(place.sandbox === sandbox && { stop }),
    ...place,
  };
}

/** Packets of a run to choose among. */
async function askTrace(question: QuestionOf<'trace'>, place: Place, lang: Language): Promise<Asked> {
  const { sandbox, scenario } = question;
  const model = modelOf(sandbox);
  const { text } = await loadRoom(sandbox, lang);
  const { posed, ladder } = traced(question, scenarioRun(model, scenario), speech(text, lang));
  return { posed, ladder, as: 'trace', ...place };
}
