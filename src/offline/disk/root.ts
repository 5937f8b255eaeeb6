/** The folder of the edition, with a slash at its end: where its one script lies. Read while that script runs, which is the only time it can be. */
export const root = new URL('.', (document.currentScript as HTMLScriptElement).src).href;
