/// <reference types="astro/client" />

/** The package brings no types; what is used of it. */
declare module 'js-yaml' {
  export const CORE_SCHEMA: object;
  export function load(source: string, options: { schema: object }): unknown;
}

declare namespace App {
  /** What the page says about itself, for the components that prose names without props. */
  interface Locals {
    lang: import('#i18n/languages.ts').Language;
    /** On a question page: the question. */
    question?: import('#components/questions.ts').Question;
  }
}
