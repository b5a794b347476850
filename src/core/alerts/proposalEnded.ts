import type { EventOf } from '../events.ts';
import { defineAlert } from './alert.ts';

/** What became of a card, in words; a countersignature alone is not its end, the fate of the order that follows is. */
const ENDS: Readonly<Record<EventOf<'proposal'>['to'], ((who: string) => string) | undefined>> = {
  approved: undefined,
  done: (who) => `approved by ${who}, on its way`,
  rejected: (who) => `rejected by ${who}`,
  expired: () => 'has expired: nobody answered in time, so nothing is entered',
  refused: (who) => `approved by ${who}, refused by the risk rules`,
  replaced: (who) => `answered by ${who}, replaced by a new card`,
};

export const proposalEnded = defineAlert({
  name: 'proposal ended',
  about: 'a proposal was answered or has expired',
  on: 'proposal',
  usual: 'info',
  cooldown: 0,
  say(event) {
    const ends = ENDS[event.to];
    if (ends === undefined) return undefined;
    return {
      severity: 'info',
      topic: `proposal ${event.proposal} ${event.to}`,
      reply: { title: `${event.proposal} ${ends(event.who)}`, lines: event.why === '' ? [] : [event.why] },
    };
  },
});
