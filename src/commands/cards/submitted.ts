import type { Desk, Submitted } from '../../core/desk.ts';
import type { Plan } from '../../core/events.ts';
import { baseOf, moneyText, priceText, quantityText } from '../../core/figures.ts';
import { fixed, mul } from '../../core/money.ts';
import type { Reply } from '../../core/reply.ts';
import { clockTime } from '../../core/time.ts';

const legLines = (plan: Plan, desk: Desk): readonly string[] =>
  plan.legs.map((leg) => {
    const tick = desk.market.instrument(leg.symbol)?.tick;
    return `${leg.side === 'buy' ? 'LONG' : 'SHORT'} ${baseOf(leg.symbol)} ${quantityText(fixed(leg.quantity))} (${moneyText(mul(fixed(leg.quantity), fixed(leg.price), 'nearest'))}) at ${priceText(fixed(leg.price), tick)} · stop ${priceText(fixed(leg.stop), tick)} · target ${leg.targets.map((target) => priceText(fixed(target.price), tick)).join(', ')}`;
  });

/** What became of a plan that was handed in. `name` is what the person called it by. */
export function submittedReply(name: string, outcome: Submitted, desk: Desk): Reply {
  switch (outcome.kind) {
    case 'entered':
      return {
        title: `✅ ${name} goes to market`,
        lines: [...legLines(outcome.plan, desk), 'Post-only first, the rest at market inside the slippage cap'],
      };
    case 'asked':
      return {
        title: `${outcome.proposal} waits for an answer`,
        lines: [...legLines(outcome.plan, desk), `Answer by ${clockTime(outcome.answerBy)} UTC`],
        topic: `proposal ${outcome.proposal}`,
        buttons: [
          { label: '✓ Approve', line: `/approve ${outcome.proposal}` },
          { label: '✗ Reject', line: `/reject ${outcome.proposal}` },
        ],
      };
    case 'advised':
      return { title: `${name}: advice only`, lines: [...legLines(outcome.plan, desk), 'Authority is advise: nothing was sent'] };
    case 'refused':
      return {
        title: `${name} is refused`,
        lines: [outcome.why, 'No person can lift a hard limit; /risk shows them all'],
        outcome: 'refused',
      };
  }
}
