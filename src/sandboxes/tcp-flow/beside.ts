export { default as Variables } from '#views/Variables.svelte';
export { default as TimePlot } from '#views/time-plot/TimePlot.svelte';
