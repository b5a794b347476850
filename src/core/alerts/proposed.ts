import { quorumText } from '../approval/quorum.ts';
import { ANSWERS } from '../facts/alertData.ts';
import type { EventOf } from '../facts/events.ts';
import type { Receipt } from '../facts/receipt.ts';
import { fixed, mul } from '../money.ts';
import { currencyOf } from '../reply/currency.ts';
import { moneyText, numberText, shortName } from '../reply/format.ts';
import { scoreParts } from '../reply/scoreParts.ts';
import { proposalTopic } from '../reply/topics.ts';
import { clockTime, durationText } from '../time.ts';
import { defineAlert } from './alert.ts';
import type { AlertDesk } from './alertDesk.ts';
import { planLines } from './planLines.ts';
import { sampleProposed } from './sample.ts';

/** `LONG LINK · 1,021 USDT · 1x`, a leg after the other. */
const whatIsAsked = ({ plan }: EventOf<'proposed'>, desk: AlertDesk): string =>
  plan.legs
    .map(
      ({ symbol, side, quantity, price, leverage }) =>
        `${side === 'buy' ? 'LONG' : 'SHORT'} ${shortName(symbol)} · ${moneyText(mul(fixed(quantity), fixed(price), 'nearest'), currencyOf(desk))} ${currencyOf(desk)} · ${numberText(leverage, 0)}x`,
    )
    .join(' and ');

/** What the score is made of, who agrees, and what made the order smaller. */
function receiptLines(receipt: Receipt): readonly string[] {
  const groups = [...Map.groupBy(receipt.sources, ({ group }) => group)];
  const shown = scoreParts(
    receipt.score,
    groups.map(([, sources]) => sources.reduce((sum, { contribution }) => sum + contribution, 0)),
  );
  const parts = groups.map(([group], i) => `${group} ${numberText(shown[i] ?? 0, 2, true)}`);
  const agreeing = receipt.alignment.frames.filter(
    ({ score }) => score !== null && Math.sign(score) === Math.sign(receipt.score),
  );
  return [
    `Score ${numberText(receipt.score, 2, true)}: ${parts.join(', ')}`,
    `Confidence ${numberText(receipt.confidence, 2)} · ${agreeing.map(({ timeframe }) => timeframe).join(', ')} agree`,
    ...receipt.risk.filter(({ verdict }) => verdict === 'shrink').map(({ rule, why }) => `${rule}: ${why}`),
  ];
}

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
    const { proposal: id, plan, receipt, answerBy, at } = event;
    const state = desk.state();
    const proposal = state.proposals.get(id);
    const people = proposal === undefined ? undefined : quorumText(proposal, state, at);
    const lines = planLines(plan, {
      market: desk.market,
      equity: () => desk.equity(),
      execution: () => state.settings.values.execution,
    });
    return {
      severity: 'warning',
      topic: proposalTopic(id),
      about: { proposal: id },
      buttons: ANSWERS,
      picture: { kind: 'plan' },
      reply: {
        title: `${id} · ${whatIsAsked(event, desk)}`,
        lines: [
          // The title has said what the only leg is.
          ...(plan.legs.length === 1 ? lines.slice(1) : lines),
          ...(receipt === undefined
            ? [`Score ${numberText(plan.score, 2, true)} · confidence ${numberText(plan.confidence, 2)}`]
            : receiptLines(receipt)),
          ...(people === undefined ? [] : [people]),
          `Answer by ${clockTime(answerBy)} UTC (${durationText(answerBy - at)}): /approve ${id} or /reject ${id}`,
        ],
      },
    };
  },
});
