import { fixed } from '../money.ts';
import { numberText, priceText } from '../reply/format.ts';
import { proposalTopic } from '../reply/topics.ts';
import { defineAlert } from './alert.ts';
import { untilLine } from './card.ts';
import { SAMPLE } from './sample.ts';

/** What a card asks for is found again: it says so, and what it would be now. */
export const proposalStands = defineAlert({
  name: 'proposal stands',
  about: 'what a waiting card asks for still stands',
  on: 'restated',
  usual: 'info',
  kind: 'approvals',
  narrated: true,
  cooldown: 0,
  sample: (at) => ({ type: 'restated', at, proposal: SAMPLE.proposal, score: 0.58, prices: ['14.83'], answerBy: at + 900_000 }),
  say(event, desk) {
    const proposal = desk.state().proposals.get(event.proposal);
    if (proposal === undefined) return undefined;
    const prices = event.prices.map((price, i) =>
      priceText(fixed(price), desk.market.instrument(proposal.plan.legs[i]?.symbol ?? '')?.tick),
    );
    return {
      severity: 'info',
      topic: `${proposalTopic(proposal.id)} stands`,
      about: { proposal: proposal.id },
      adds: { cards: [proposalTopic(proposal.id)], says: 'title', passing: true, renews: true },
      edits: true,
      reply: {
        title: `still stands, now ${numberText(event.score, 2, true)}, ${prices.join(' and ')}`,
        lines: [untilLine(event.answerBy, event.at)],
      },
    };
  },
});
