/** dist/pagefind/pagefind.js, put there by src/offline/bundle.ts. */
declare module 'virtual:pagefind';
