import type { EventOf } from '../facts/events.ts';
import { fromNumber } from '../money.ts';
import { numberText, priceText, shortName } from '../reply/format.ts';
import { onPhone } from '../reply/phone.ts';
import { scoreParts } from '../reply/scoreParts.ts';
import type { DeskState } from '../state/state.ts';
import { HOUR } from '../time.ts';
import { defineAlert } from './alert.ts';
import type { AlertDesk } from './alertDesk.ts';
import { SAMPLE, sampleReceipt } from './sample.ts';

/** Whether nothing can follow from it: on spot a sell signal opens nothing, and closes nothing where nothing is held. */
function isIdle({ symbol, side }: Pick<EventOf<'signal'>, 'symbol' | 'side'>, desk: AlertDesk): boolean {
  if (side === 'buy' || desk.market.instrument(symbol)?.kind !== 'spot') return false;
  return [...desk.state().account.positions.values()].every((position) => position.symbol !== symbol);
}

/** Whether it is told by the card that asks for it: every gate lets it pass, and entries take a yes. */
const isAsked = ({ receipt }: EventOf<'signal'>, { settings }: DeskState): boolean =>
  settings.values.authority === 'approve' && receipt.gates.every(({ pass }) => pass);

/**
 * A1: a strong buy or sell with its receipt: each source's part, agreement, size, stop, target. One that nothing can follow from is
 * told where that is set.
 */
export const signal = defineAlert({
  name: 'signal',
  about: 'a strong buy or sell, with what it is made of',
  on: 'signal',
  usual: 'notice',
  kind: 'signals',
  cooldown: 4 * HOUR,
  sample: (at) => ({
    type: 'signal',
    at,
    symbol: SAMPLE.symbol,
    side: 'buy',
    decision: SAMPLE.decision,
    receipt: sampleReceipt(at),
  }),
  say(event, desk) {
    const state = desk.state();
    if (!state.settings.values.signal.tellIdle && isIdle(event, desk)) return undefined;
    if (state.pause !== undefined || isAsked(event, state)) return undefined;
    const { receipt } = event;
    const tick = desk.market.instrument(event.symbol)?.tick;
    const shown = scoreParts(
      receipt.score,
      receipt.sources.map(({ contribution }) => contribution),
    );
    const parts = receipt.sources.flatMap(({ group, name }, i) =>
      shown[i] === 0 ? [] : [`${group === 'divergence' ? `${name} divergence` : name} ${numberText(shown[i] ?? 0, 2, true)}`],
    );
    const frames = receipt.alignment.frames.filter(
      (frame) => frame.score !== null && Math.sign(frame.score) === Math.sign(receipt.score),
    );
    return {
      severity: 'notice',
      topic: `signal ${event.symbol} ${event.side}`,
      about: { symbol: event.symbol },
      buttons: ['why', 'chart'],
      picture: { kind: 'candles' },
      reply: {
        title: `${event.side === 'buy' ? 'BUY' : 'SELL'} ${shortName(event.symbol)} · ${priceText(fromNumber(receipt.price), tick)}`,
        lines: [
          ...onPhone([`Score ${numberText(receipt.score, 2, true)}`, ...parts]),
          ...onPhone([
            `Confidence ${numberText(receipt.confidence, 2)}`,
            `${frames.map((frame) => frame.timeframe).join(', ')} agree`,
          ]),
          ...receipt.gates.filter(({ pass }) => !pass).map(({ name, says }) => `${name}: ${says}`),
          ...receipt.risk.filter((rule) => rule.verdict !== 'pass').map((rule) => `${rule.rule}: ${rule.why}`),
        ],
      },
    };
  },
});
