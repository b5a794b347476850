import { shortName } from '../reply/format.ts';
import { DAY } from '../time.ts';
import { defineAlert } from './alert.ts';
import { SAMPLE } from './sample.ts';

/** What a problem is called where its own word says too little. */
const TITLES: Readonly<Record<string, string>> = { stale: 'its price is old', fresh: 'prices again' };

/** A6: candles were dropped or are missing (fault row 56). */
export const data = defineAlert({
  name: 'data',
  about: 'candles were missing, malformed or dropped',
  on: 'data',
  usual: 'notice',
  kind: 'system',
  frequent: true,
  cooldown: DAY,
  sample: (at) => ({
    type: 'data',
    at,
    symbol: SAMPLE.symbol,
    timeframe: '5m',
    problem: 'gap',
    count: 2,
    says: '2 candles are missing; they are asked for again',
  }),
  say({ symbol, timeframe, problem, says }, desk) {
    const held = [...desk.state().account.positions.values()].filter((position) => position.symbol === symbol);
    if (problem === 'fresh' && held.length === 0) return undefined;
    const names = held.map(({ id, direction }) => `${id} ${shortName(symbol)} ${direction}`).join(', ');
    return {
      severity: problem === 'stale' && held.length > 0 ? 'warning' : 'notice',
      topic: `data ${symbol} ${timeframe} ${problem}`,
      about: { symbol },
      reply: {
        title: `${symbol} ${timeframe}: ${TITLES[problem] ?? problem}`,
        lines: [
          says,
          ...(problem === 'stale' && held.length > 0
            ? [`Held: ${names}. Nothing closes it until a price comes, /panic now included`]
            : []),
        ],
      },
    };
  },
});
