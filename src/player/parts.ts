export { default as Keys } from './Keys.svelte';
export { default as Parameters } from './Parameters.svelte';
export { default as Parted } from './Parted.svelte';
export { default as Take } from './Take.svelte';
export { default as Task } from './Task.svelte';
export { default as Working } from './Working.svelte';
