import type { Scenario } from '#player/model.ts';

/** Five events, one every half second, through a proxy that buffers. */
export const eventsBuffered: Scenario = {
  id: 'events-buffered',
  parameters: { doing: 'events' },
  seed: 1,
  interventions: [],
  opening: { event: { kind: 'app', protocol: 'sse', act: 'deliver' } },
  breakpoints: [
    { id: 'asked', at: { event: { kind: 'app', protocol: 'sse', act: 'write' } } },
    { id: 'kept', at: { event: { kind: 'app', protocol: 'http', act: 'wait' } } },
    { id: 'delivered', at: { event: { kind: 'app', protocol: 'sse', act: 'deliver' } } },
  ],
};
