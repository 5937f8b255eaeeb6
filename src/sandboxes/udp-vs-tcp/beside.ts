export { default as Variables } from '#views/Variables.svelte';
