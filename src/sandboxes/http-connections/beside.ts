export { default as Ladder } from '#views/Ladder.svelte';
export { default as Variables } from '#views/Variables.svelte';
export { default as Compare } from './Compare.svelte';
