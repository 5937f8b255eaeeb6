import type { SandboxModel } from '#player/model.ts';
import type { Language } from '#i18n/languages.ts';
import { models } from '#sandboxes/models.ts';
import { scenarioRun } from './scenario-run.ts';

const texts = import.meta.glob<{ default: Readonly<Record<string, string>> }>('/content/sandboxes/*/*.json');

/** Sentences of a sandbox (content/sandboxes/<id>/<lang>.json). */
export async function sandboxText(id: string, lang: Language): Promise<Readonly<Record<string, string>>> {
  const load = texts[`/content/sandboxes/${id}/${lang}.json`];
  if (!load) throw new Error(`content/sandboxes/${id}/${lang}.json does not exist`);
  return (await load()).default;
}

export function modelOf(id: string): SandboxModel {
  const found = models.find((one) => one.id === id);
  if (!found) throw new Error(`no sandbox ${id}; there are ${models.map((one) => one.id).join(', ')}`);
  return found;
}

const answers = new Map<string, string | number>();

/** What the engine does at a predict task; each is asked once per build. */
export function taskAnswer(sandbox: string, taskId: string): string | number {
  const key = `${sandbox}/${taskId}`;
  const known = answers.get(key);
  if (known !== undefined) return known;
  const model = modelOf(sandbox);
  const task = model.tasks.find((one) => one.id === taskId);
  if (!task) throw new Error(`${sandbox} has no task ${taskId}`);
  const answer = task.answer(scenarioRun(model, task.scenario));
  answers.set(key, answer);
  return answer;
}
