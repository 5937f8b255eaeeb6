/** Left on the clock: '4:05', '1:02:00'; '0:00' when time is up. */
export const clock = (ms: number): string => inSeconds(Math.max(0, Math.ceil(ms / 1000)));

/** Gone by: whole seconds only. */
export const elapsed = (ms: number): string => inSeconds(Math.max(0, Math.floor(ms / 1000)));

function inSeconds(seconds: number): string {
  const two = (n: number) => String(n).padStart(2, '0');
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}
