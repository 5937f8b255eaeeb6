import type { Field } from '../http/message.ts';
import { notesOn, type Note } from './header-notes.ts';

/** What is wrong, or not as it seems, with a line of what the reader wrote. `line` from 1; an error keeps the line out of the response. */
export interface HeaderProblem extends Note {
  readonly line: number;
  readonly error: boolean;
}

/** Response headers as a reader writes them: `Name: value` a line; empty lines say nothing. */
export interface ReadHeaders {
  readonly fields: readonly Field[];
  readonly problems: readonly HeaderProblem[];
}

/** RFC 9110 §5.6.2. */
const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
/** What the server says by itself, or what belongs to the connection: a wrong one would break the message. */
const OWN: ReadonlySet<string> = new Set([
  'connection',
  'content-length',
  'content-range',
  'transfer-encoding',
]);

export function readHeaders(text: string): ReadHeaders {
  const fields: Field[] = [];
  const problems: HeaderProblem[] = [];
  const lines: number[] = [];
  text.split(/\r?\n/).forEach((given, index) => {
    if (given.trim() === '') return;
    const read = fieldOf(given);
    if (read.note) problems.push({ ...read.note, line: index + 1, error: true });
    else {
      fields.push(read.field);
      lines.push(index + 1);
    }
  });
  for (const { at, ...note } of notesOn(fields)) problems.push({ ...note, line: lines[at]!, error: false });
  return { fields, problems: problems.sort((a, b) => a.line - b.line) };
}

function fieldOf(line: string): { field: Field; note?: undefined } | { note: Note } {
  const colon = line.indexOf(':');
  if (colon < 0) return { note: { code: 'no-colon', clause: 'RFC 9110 §5.1', with: { line: line.trim() } } };
  const name = line.slice(0, colon);
  // A blank before the colon has been a way to smuggle requests: a server has to reject it
  if (name !== '' && name.trimEnd() !== name)
    return { note: { code: 'blank-before-colon', clause: 'RFC 9112 §5.1', with: { name: name.trim() } } };
  if (!TOKEN.test(name.trimStart()))
    return { note: { code: 'bad-name', clause: 'RFC 9110 §5.6.2', with: { name: name.trim() } } };
  const value = line.slice(colon + 1).trim();
  const bad = [...value].find((char) => char < ' ' || char > '~');
  if (bad !== undefined)
    return { note: { code: 'bad-value', clause: 'RFC 9110 §5.5', with: { name: name.trim(), bad } } };
  if (OWN.has(name.trim().toLowerCase()))
    return { note: { code: 'own-field', clause: 'RFC 9110 §8.6', with: { name: name.trim() } } };
  return { field: [name.trimStart(), value] };
}
