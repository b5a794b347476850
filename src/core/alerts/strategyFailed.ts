import { shortName } from '../reply/format.ts';
import type { FailedSeries } from '../state/state.ts';
import { defineAlert } from './alert.ts';
import { SAMPLE } from './sample.ts';

const isOn = (series: FailedSeries, symbol: string, timeframe: string): boolean =>
  series.symbol === symbol && series.timeframe === timeframe;

/**
 * A6: a strategy has thrown or given what is no vote; it is left out, the others go on. Told once, and again only after it had
 * recovered.
 */
export const strategyFailed = defineAlert({
  name: 'strategy failed',
  about: 'a strategy has failed and is left out',
  on: 'strategyFailed',
  usual: 'warning',
  kind: 'system',
  cooldown: 0,
  sample: (at) => ({
    type: 'strategyFailed',
    at,
    strategy: 'momentum',
    symbol: SAMPLE.symbol,
    timeframe: '1h',
    says: 'it gave no number',
  }),
  say({ strategy, symbol, timeframe, says }, desk) {
    // What is wrong with it is wrong on one series after the other; where, /strategy lists.
    if ([...desk.state().failed.values()].some((one) => one.strategy === strategy && !isOn(one, symbol, timeframe)))
      return undefined;
    return {
      severity: 'warning',
      topic: `strategy ${strategy}`,
      about: { symbol },
      reply: {
        title: `${strategy} failed on ${shortName(symbol)}`,
        lines: [
          says,
          'It is left out of the score wherever it fails, /strategy lists where; open positions keep their stops and exits.',
        ],
      },
    };
  },
});
