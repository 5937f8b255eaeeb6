import type { Stream } from '../../kernel/random.ts';
import { Corrupt, Duplicate, Jitter, Reorder } from './disorder.ts';
import type { Impairment, ImpairmentSetup, MakeImpairment } from './impairment.ts';
import { Slots } from './slots.ts';
import { BurstLoss, EveryNthLoss, IndependentLoss, ListedLoss } from './loss.ts';

/** An impairment of its setup's kind. A link takes what it is given, not this list: a page brings only the troubles that it shows. */
export const impairmentOf = (setup: ImpairmentSetup): MakeImpairment => ({
  kind: setup.kind,
  make: (random) => make(setup, random),
});

function make(setup: ImpairmentSetup, random: Stream): Impairment {
  switch (setup.kind) {
    case 'independent':
      return new IndependentLoss(setup, random);
    case 'burst':
      return new BurstLoss(setup, random);
    case 'every':
      return new EveryNthLoss(setup.nth);
    case 'list':
      return new ListedLoss(setup.lost);
    case 'jitter':
      return new Jitter(setup.mostNs, setup.keepsOrder, random);
    case 'reorder':
      return new Reorder(setup, setup.byNs, random);
    case 'duplicate':
      return new Duplicate(setup, random);
    case 'slots':
      return new Slots(setup, random);
    case 'corrupt':
      return new Corrupt(setup, random);
  }
}
