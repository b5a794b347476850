import { meanReversion } from '../../src/core/strategies/meanReversion.ts';
import { createStudy } from '../../src/core/study/graph.ts';
import type { Study } from '../../src/core/study/plug.ts';

/** A study in which the strategy mean reversion throws on one symbol, at its first candle that opens at or after `from`. */
export function studyThatThrows(symbol: string, from: number): Study {
  const study = createStudy();
  const throwing: typeof meanReversion = {
    ...meanReversion,
    start(params, use, bars, out) {
      const { advance, explain } = meanReversion.start(params, use, bars, out);
      return {
        explain,
        advance(first, end) {
          for (let i = first; i < end; i++)
            if (bars.symbol === symbol && bars.time.at(i) >= from) throw new Error('a planted fault');
          advance(first, end);
        },
      };
    },
  };
  return {
    ...study,
    series(own, timeframe) {
      const series = study.series(own, timeframe);
      return {
        ...series,
        useStrategy: (plug, params) =>
          plug.name === throwing.name
            ? series.useStrategy(throwing, meanReversion.params.parse(params))
            : series.useStrategy(plug, params),
      };
    },
  };
}
