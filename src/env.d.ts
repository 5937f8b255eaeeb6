/// <reference types="astro/client" />

declare namespace App {
  /** What the page says about itself, for the components that prose names without props. */
  interface Locals {
    lang: import('#i18n/languages.ts').Language;
    /** On a question page: the question. */
    question?: import('#components/questions.ts').Question;
  }
}
