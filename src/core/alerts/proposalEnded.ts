import type { EventOf } from '../facts/events.ts';
import { proposalTopic, reminderTopic } from '../reply/topics.ts';
import { storedText } from '../reply/withoutMoney.ts';
import { DESK } from '../state/position.ts';
import { HALVED } from '../state/proposals.ts';
import { defineAlert } from './alert.ts';
import { SAMPLE } from './sample.ts';

/** What became of a card, in words; a countersignature alone is not its end, the fate of the order that follows is. */
const ENDS: Readonly<Record<EventOf<'proposal'>['to'], ((who: string, why: string) => string) | undefined>> = {
  approved: undefined,
  done: (who) => `approved by ${who}, on its way`,
  rejected: (who) => `rejected by ${who}`,
  expired: () => 'has expired: nobody answered in time',
  refused: (who) => `approved by ${who}, refused by the risk rules`,
  drilled: (_who, why) => `was a ${why}`,
  displaced: () => 'is closed: there is no room for it now',
  replaced(who, why) {
    if (who === DESK) return 'is asked anew, on a new card';
    return why === HALVED ? `halved by ${who}` : `answered by ${who}, replaced by a new card`;
  },
};

export const proposalEnded = defineAlert({
  name: 'proposal ended',
  about: 'a proposal was answered or has expired',
  on: 'proposal',
  usual: 'info',
  kind: 'approvals',
  cooldown: 0,
  sample: (at) => ({ type: 'proposal', at, proposal: SAMPLE.proposal, to: 'rejected', who: 'Ana', why: 'too hot' }),
  say(event, desk) {
    const ends = ENDS[event.to];
    if (ends === undefined) return undefined;
    const expired = event.to === 'expired';
    const votes = expired ? (desk.state().proposals.get(event.proposal)?.votes ?? []) : [];
    const title =
      votes.length === 0
        ? ends(event.who, event.why)
        : `has expired: only ${votes.map(({ name }) => name).join(' and ')} answered in time`;
    const drill = desk.state().proposals.get(event.proposal)?.drill;
    const nothing = expired ? ['Nothing is entered', ...(drill === undefined ? [] : [`It was a drill: ${drill.says}`])] : [];
    return {
      severity: 'info',
      topic: `proposal ${event.proposal} ${event.to}`,
      about: { proposal: event.proposal },
      follows: proposalTopic(event.proposal),
      ends: { cards: [proposalTopic(event.proposal), reminderTopic(event.proposal)], says: 'title' },
      // Somebody said yes and nothing followed: that is told, not only drawn.
      ...(event.to === 'refused' ? {} : { edits: true }),
      reply: {
        title: `${event.proposal} ${title}`,
        lines: event.why === '' || event.why === HALVED || expired || event.to === 'drilled' ? nothing : [storedText(event.why)],
      },
    };
  },
});
