export { default as Captured } from './Captured.svelte';
export { default as Editor } from './Editor.svelte';
