/** The two ends of a drill: ours, whose kernel is drilled, and the other, of which there is only what the script says. */
export const HERE = 0xc0a80001;
export const THERE = 0xc0000201;
export const PORT = 8080;
export const THEIR_PORT = 54_321;
