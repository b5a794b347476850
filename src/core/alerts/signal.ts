import { fromNumber } from '../money.ts';
import { numberText, priceText, shortName } from '../reply/format.ts';
import { HOUR } from '../time.ts';
import { defineAlert } from './alert.ts';
import { SAMPLE, sampleReceipt } from './sample.ts';

/** A1: a strong buy or sell with its receipt: each source's part, agreement, size, stop, target. */
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
    const { receipt } = event;
    const tick = desk.market.instrument(event.symbol)?.tick;
    const parts = receipt.sources
      .filter((source) => Math.abs(source.contribution) >= 0.005)
      .map(
        ({ group, name, contribution }) =>
          `${group === 'divergence' ? `${name} divergence` : name} ${numberText(contribution, 2, true)}`,
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
          `Score ${numberText(receipt.score, 2, true)}: ${parts.join(', ')}`,
          `Confidence ${numberText(receipt.confidence, 2)} · ${frames.map((frame) => frame.timeframe).join(', ')} agree`,
          ...receipt.gates.filter(({ pass }) => !pass).map(({ name, says }) => `${name}: ${says}`),
          ...receipt.risk.filter((rule) => rule.verdict !== 'pass').map((rule) => `${rule.rule}: ${rule.why}`),
        ],
      },
    };
  },
});
