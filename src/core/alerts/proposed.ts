import { quorumWords } from '../approval/quorum.ts';
import { ANSWERS } from '../facts/alertData.ts';
import { proposalTopic } from '../reply/topics.ts';
import { nameOf } from '../state/people.ts';
import { defineAlert } from './alert.ts';
import { planCard } from './card.ts';
import { sampleProposed } from './sample.ts';

/** The card of a proposal: what exactly is asked, what it can lose, why, and until when. */
export const proposed = defineAlert({
  name: 'proposed',
  about: 'a proposal waits for an answer',
  on: 'proposed',
  usual: 'warning',
  kind: 'approvals',
  urgent: true,
  cooldown: 0,
  sample: sampleProposed,
  say(event, desk) {
    const { proposal: id, plan, receipt, odd = [], again, conflicts, by, answerBy, at } = event;
    const state = desk.state();
    const proposal = state.proposals.get(id);
    const people = proposal === undefined ? undefined : quorumWords(proposal, state, at);
    return {
      severity: 'warning',
      topic: proposalTopic(id),
      about: { proposal: id },
      buttons: ANSWERS,
      picture: { kind: 'plan' },
      reply: planCard(
        { id, plan, receipt, odd, again, conflicts, by: nameOf(state.people, by), people, answerBy, now: at },
        { market: desk.market, equity: () => desk.equity(), execution: () => state.settings.values.execution },
      ),
    };
  },
});
