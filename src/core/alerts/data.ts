import { shortName } from '../reply/format.ts';
import { DAY } from '../time.ts';
import { defineAlert } from './alert.ts';
import { SAMPLE } from './sample.ts';

/** What each problem is called. */
const TITLES: Readonly<Record<string, string>> = {
  gap: 'candles are missing',
  number: 'rows that are no candles',
  range: 'impossible candles',
  aligned: 'candles beside the grid',
  duplicate: 'candles twice',
  order: 'candles out of order',
  future: 'candles of the future',
  unfinished: 'unfinished candles',
  decimals: 'prices too fine',
  correction: 'corrected after it was used',
  late: 'a candle came late',
  stale: 'its price is old',
  fresh: 'prices again',
};

/**
 * A6: candles were dropped or are missing (fault row 56). Each kind is told once a series: what comes after it is counted, in /health and
 * in the closing report. The old price of what is held is told anew, though once a day at most.
 */
export const data = defineAlert({
  name: 'data',
  about: 'candles were missing, malformed or dropped; each kind once a series',
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
  say({ symbol, timeframe, problem, count, says, again }, desk) {
    const held = [...desk.state().account.positions.values()].filter((position) => position.symbol === symbol);
    if (again === true) return undefined;
    if (held.length === 0 && (problem === 'fresh' || (problem === 'stale' && count > 1))) return undefined;
    const isHeld = problem === 'stale' && held.length > 0;
    const names = held.map(({ id, direction }) => `${id} ${shortName(symbol)} ${direction}`).join(', ');
    // The sentences of a price that is old say the symbol as positions do, those of candles as the recording does.
    const of = problem === 'stale' || problem === 'fresh' ? shortName(symbol) : `${symbol} ${timeframe}`;
    return {
      severity: isHeld ? 'warning' : 'notice',
      topic: [`data ${symbol} ${timeframe} ${problem}`, ...(isHeld ? held.map(({ id }) => id) : [])].join(' '),
      about: { symbol },
      reply: {
        title: `${of}: ${TITLES[problem] ?? problem}`,
        lines: [says, ...(isHeld ? [`Held: ${names}. Nothing closes it until a price comes, /panic now included`] : [])],
      },
    };
  },
});
