/** Keys as a reader sees them: A to Z. More objects than letters are no run for the eye; the curve counts them only. */
export const MOST_OBJECTS = 26;

export const label = (key: number): string => String.fromCharCode(65 + key);
