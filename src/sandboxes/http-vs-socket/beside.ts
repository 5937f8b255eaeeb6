export { default as Ladder } from '#views/Ladder.svelte';
