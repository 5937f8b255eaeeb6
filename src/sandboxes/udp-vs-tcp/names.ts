/** The two networks, and who is on them: '<over>-sender', '<over>-receiver'. */
export type Over = 'udp' | 'tcp';
export const OVERS: readonly Over[] = ['udp', 'tcp'];

export const senderOf = (over: Over): string => `${over}-sender`;

/** 'udp-receiver', or 'udp-receiver-1' and on where there are several. */
export const receiversOf = (over: Over, count: number): string[] =>
  count === 1
    ? [`${over}-receiver`]
    : Array.from({ length: count }, (_, nth) => `${over}-receiver-${nth + 1}`);
