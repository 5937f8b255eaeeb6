import type { Scenario } from '#player/model.ts';
import { zeroWindow } from './zero-window.ts';

/** As zero-window, but the one segment that says that the window is open again is lost. Nobody acknowledges an acknowledgment, so nobody repeats it. */
export const updateLost: Scenario = {
  id: 'update-lost',
  parameters: zeroWindow.parameters,
  seed: 1,
  interventions: [...zeroWindow.interventions, { act: 'drop', target: 'wire/server>client/7' }],
  opening: { event: { kind: 'lost' } },
  breakpoints: [
    { id: 'window-closed', at: { event: { kind: 'send', where: 'server', window: 0 } } },
    { id: 'reader-wakes', at: { event: { kind: 'call', call: 'read' } } },
    { id: 'update-lost', at: { event: { kind: 'lost' } } },
    { id: 'saving-probe', at: { event: { kind: 'timer', timer: 'persist', action: 'expire' }, nth: 3 } },
  ],
};
