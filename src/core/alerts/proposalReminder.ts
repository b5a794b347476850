import { quorumWords } from '../approval/quorum.ts';
import { ANSWERS } from '../facts/alertData.ts';
import { shortName } from '../reply/format.ts';
import { proposalTopic, reminderTopic } from '../reply/topics.ts';
import { clockTime, durationText } from '../time.ts';
import { defineAlert } from './alert.ts';
import { sideOf } from './card.ts';
import { SAMPLE } from './sample.ts';

/** The one reminder of a card, with what is left of its time. */
export const proposalReminder = defineAlert({
  name: 'proposal reminder',
  about: 'half of the time to answer a proposal is over',
  on: 'reminded',
  usual: 'info',
  kind: 'approvals',
  cooldown: 0,
  sample: (at) => ({ type: 'reminded', at, proposal: SAMPLE.proposal }),
  say(event, desk) {
    const state = desk.state();
    const proposal = state.proposals.get(event.proposal);
    if (proposal === undefined) return undefined;
    const { id, plan, answerBy } = proposal;
    const people = quorumWords(proposal, state, event.at);
    return {
      // The card has made its sound.
      severity: 'info',
      topic: reminderTopic(id),
      about: { proposal: id },
      buttons: ANSWERS,
      follows: proposalTopic(id),
      reply: {
        title: `${id} ${plan.legs.map((leg) => `${sideOf(leg)} ${shortName(leg.symbol)}`).join(', ')}: ${durationText(answerBy - event.at)} left`,
        lines: [
          ...(people === undefined ? [] : [people]),
          `Answer by ${clockTime(answerBy)} UTC`,
          'Without an answer nothing is entered',
          `/approve ${id} or /reject ${id}`,
        ],
      },
    };
  },
});
