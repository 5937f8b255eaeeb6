export { default as StateDiagram } from '#views/StateDiagram.svelte';
export { default as Variables } from '#views/Variables.svelte';
