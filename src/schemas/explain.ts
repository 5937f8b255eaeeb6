import type { z } from 'zod';
import type { DataFile } from './read.ts';
import { fieldName, nearest, notAllowed, type Problem } from './problem.ts';
import { fieldsIn } from './strict.ts';

type Issue = z.core.$ZodIssue;

/** Parses a file's data, or says what is wrong with it in our words: one problem for each thing found. */
export function parsed<S extends z.ZodType>(
  schema: S,
  file: DataFile,
  at: readonly PropertyKey[] = [],
): { value: z.output<S> | undefined; problems: Problem[] } {
  const data = valueAt(file.data, at);
  const result = schema.safeParse(data);
  if (result.success) return { value: result.data, problems: [] };
  const { issues } = result.error;
  // a misspelt field is one mistake, not a stray one and a missing one
  const meant = new Set(
    issues.flatMap((issue) => (issue.code === 'unrecognized_keys' ? suggestions(issue) : [])),
  );
  const told = issues.filter(
    (issue) =>
      issue.code === 'unrecognized_keys' ||
      valueAt(data, issue.path) !== undefined ||
      !meant.has(fieldName(issue.path)),
  );
  return { value: undefined, problems: told.flatMap((issue) => explain(issue, data, file, at)) };
}

const suggestions = (issue: Issue & { code: 'unrecognized_keys' }): string[] =>
  issue.keys.flatMap((key) => {
    const name = nearest(key, fieldsIn(issue.message));
    return name === undefined ? [] : [fieldName([...issue.path, name])];
  });

function explain(issue: Issue, data: unknown, file: DataFile, at: readonly PropertyKey[]): Problem[] {
  const problem = (path: readonly PropertyKey[], message: string): Problem => {
    const whole = [...at, ...path];
    return { file: file.file, line: file.lineOf(whole), field: fieldName(whole), message };
  };
  if (issue.code === 'unrecognized_keys') {
    const allowed = fieldsIn(issue.message);
    return issue.keys.map((key) =>
      problem([...issue.path, key], `unknown field; ${notAllowed(key, allowed)}`),
    );
  }
  const found = valueAt(data, issue.path);
  if (found === undefined && issue.code !== 'custom')
    return [problem(issue.path, `is missing; expected ${expected(issue)}`)];
  return [problem(issue.path, reason(issue, found))];
}

function reason(issue: Issue, found: unknown): string {
  switch (issue.code) {
    case 'invalid_value':
      return notAllowed(found, issue.values.map(String));
    case 'invalid_union':
      if (issue.discriminator)
        return notAllowed(
          (found as Record<string, unknown> | undefined)?.[issue.discriminator] ?? found,
          kindsOf(issue),
        );
      return `found ${shown(found)}; ${issue.message}`;
    case 'too_small':
      return issue.origin === 'array'
        ? `has ${(found as unknown[]).length}; at least ${issue.minimum} are needed`
        : issue.origin === 'string'
          ? 'is empty'
          : `found ${shown(found)}; at least ${issue.minimum} is allowed`;
    case 'too_big':
      return `found ${shown(found)}; at most ${issue.maximum} is allowed`;
    case 'invalid_type':
    case 'invalid_format':
      return `found ${shown(found)}; expected ${expected(issue)}`;
    default:
      return issue.message;
  }
}

const FORMATS: Readonly<Record<string, string>> = {
  date: 'a date like 2026-11-21',
  url: 'an address that begins with https://',
  regex: 'lower case words joined by hyphens',
};

function expected(issue: Issue): string {
  if (issue.code === 'invalid_type') return issue.expected;
  if (issue.code === 'invalid_format') return FORMATS[issue.format] ?? issue.format;
  if (issue.code === 'invalid_value') return `one of ${issue.values.map(String).join(', ')}`;
  return issue.code === 'invalid_union' ? (issue.discriminator ?? issue.message) : issue.message;
}

const kindsOf = (issue: Issue): string[] =>
  'options' in issue && Array.isArray(issue.options) ? issue.options.map(String) : [];

const shown = (value: unknown) => {
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
};

function valueAt(data: unknown, path: readonly PropertyKey[]): unknown {
  let value = data;
  for (const part of path)
    value =
      value === null || typeof value !== 'object' ? undefined : (value as Record<PropertyKey, unknown>)[part];
  return value;
}
