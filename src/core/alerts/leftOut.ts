import { shortened } from '../reply/format.ts';
import { defineAlert } from './alert.ts';
import { sampleStarted } from './sample.ts';

/** Sentences that one message holds; all of them are in the log. */
const MOST = 8;

/** A6: a part of the market is not traded: folders passed over, symbols in another currency, candles that cannot be studied. */
export const leftOut = defineAlert({
  name: 'left out',
  about: 'a part of the market is not traded, and why',
  on: 'started',
  usual: 'notice',
  kind: 'system',
  // The terminal has it in its first lines.
  narrated: true,
  cooldown: 0,
  sample: (at) => ({
    ...sampleStarted(at),
    leftOut: ['binance/BTCUSDT_240628 is passed over: a contract, which is not played'],
  }),
  say: ({ leftOut: says = [] }) =>
    says.length === 0
      ? undefined
      : {
          severity: 'notice',
          topic: 'left out',
          reply: { title: 'Left out of this market', lines: shortened(says, MOST) },
        },
});
