export { default as Variables } from '#views/Variables.svelte';
export { default as Composer } from './Composer.svelte';
export { default as Heads } from './Heads.svelte';
export { headsOf } from './heads.ts';
export { default as Scripts } from './Scripts.svelte';
