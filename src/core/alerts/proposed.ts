import { quorumText } from '../approval/quorum.ts';
import { moneyText, numberText, priceText, shareText, shortName } from '../figures.ts';
import { abs, fixed, mul, toNumber } from '../money.ts';
import { clockTime, durationText } from '../time.ts';
import { defineAlert } from './alert.ts';

/** The card of a proposal: what exactly is asked, what it can lose, and until when. */
export const proposed = defineAlert({
  name: 'proposed',
  about: 'a proposal waits for an answer',
  on: 'proposed',
  usual: 'warning',
  cooldown: 0,
  say(event, desk) {
    const equity = toNumber(desk.equity());
    const legs = event.plan.legs.flatMap((leg) => {
      const tick = desk.market.instrument(leg.symbol)?.tick;
      const loss = mul(abs(fixed(leg.price) - fixed(leg.stop)), fixed(leg.quantity), 'up');
      return [
        `${leg.side === 'buy' ? 'LONG' : 'SHORT'} ${shortName(leg.symbol)} · ${moneyText(mul(fixed(leg.price), fixed(leg.quantity), 'nearest'))} · ${numberText(leg.leverage, 0)}x`,
        `Entry ${priceText(fixed(leg.price), tick)} · stop ${priceText(fixed(leg.stop), tick)} · target ${leg.targets.map((target) => priceText(fixed(target.price), tick)).join(', ') || 'none'}`,
        `Loss at stop ${moneyText(-loss, true)} (${shareText(equity === 0 ? 0 : toNumber(loss) / equity)}); a gap can exceed it`,
      ];
    });
    const state = desk.state();
    const proposal = state.proposals.get(event.proposal);
    const people = proposal === undefined ? undefined : quorumText(proposal, state, event.at);
    return {
      severity: 'warning',
      topic: `proposal ${event.proposal}`,
      reply: {
        title: `${event.proposal} waits for an answer`,
        lines: [
          ...legs,
          `Score ${numberText(event.plan.score, 2, true)} · confidence ${numberText(event.plan.confidence, 2)}`,
          ...(people === undefined ? [] : [people]),
          `Answer by ${clockTime(event.answerBy)} UTC (${durationText(event.answerBy - event.at)}): /approve ${event.proposal} or /reject ${event.proposal}`,
        ],
      },
    };
  },
});
