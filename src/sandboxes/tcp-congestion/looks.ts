/** How the lines of the n-th flow or group look: a colour, and a dash by which it is known without. */
const LOOKS = [
  { colour: 'var(--client)', dash: '' },
  { colour: 'var(--server)', dash: '7 3' },
  { colour: 'var(--data)', dash: '2 2' },
  { colour: 'var(--ack)', dash: '9 3 2 3' },
  { colour: 'var(--neutral)', dash: '' },
  { colour: 'var(--client)', dash: '4 2' },
  { colour: 'var(--server)', dash: '1 3' },
  { colour: 'var(--data)', dash: '8 2 1 2' },
] as const;

export const lookOf = (index: number): (typeof LOOKS)[number] => LOOKS[index % LOOKS.length]!;
