import type { CodeLanguage } from '../parameters.ts';
import { toC } from './c.ts';
import { toJava } from './java.ts';
import type { ToCode } from './listing.ts';
import { toNode } from './node.ts';
import { toPython } from './python.ts';

/** A program of ours as a whole program of each language. */
export const LISTINGS: Readonly<Record<CodeLanguage, ToCode>> = {
  c: toC,
  java: toJava,
  python: toPython,
  node: toNode,
};
export const LANGUAGE_NAMES: Readonly<Record<CodeLanguage, string>> = {
  c: 'C',
  java: 'Java',
  python: 'Python',
  node: 'Node.js',
};
