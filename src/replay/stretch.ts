import type { StartOptions } from '../config/startOptions.ts';
import type { CandleSource } from '../core/market/candles.ts';
import { symbolFor } from '../core/reply/spelling.ts';
import { DAY, lengthOf, type Ms } from '../core/time.ts';
import { recordedSource } from '../exchange/recorded.ts';
import { SYNTHETIC_FROM, syntheticSource } from '../exchange/synthetic.ts';
import { candleFiles } from '../store/candleLayout.ts';
import { factsOf } from '../store/parquet.ts';
import type { Stretch } from './desk.ts';

const USUAL_SEED = 42;
/** A recording without a start is played from this long before its end. */
const USUAL_SPAN = 30 * DAY;

/** What of the command line says which candles are played. */
export type StretchOptions = Pick<StartOptions, 'replay' | 'from' | 'to' | 'symbols' | 'timeframe' | 'seed'>;

/** The candles that are asked for: recorded ones from a folder, or the built-in market's. Throws SourceError. */
export const stretchOf = async (options: StretchOptions): Promise<Stretch> =>
  options.replay === undefined ? synthetic(options) : recorded(options.replay, options);

function synthetic(options: StretchOptions): Stretch {
  const source = syntheticSource(options.seed ?? USUAL_SEED);
  const known = source.instruments.map((instrument) => instrument.symbol);
  // Asked for here, so that an unknown name is refused before anything is opened.
  const symbols =
    options.symbols?.map((name) => {
      const symbol = symbolFor(name, known) ?? name;
      source.timeframeOf(symbol);
      return symbol;
    }) ?? known;
  return { source, symbols, from: gridUp(source, symbols, options.from ?? SYNTHETIC_FROM), to: options.to ?? source.end };
}

async function recorded(folder: string, options: StretchOptions): Promise<Stretch> {
  const { from = 0, to = 0 } =
    options.from === undefined || options.to === undefined ? await usualSpan(folder, options) : options;
  const source = await recordedSource(folder, {
    from,
    to,
    ...(options.symbols === undefined ? {} : { symbols: options.symbols }),
    ...(options.timeframe === undefined ? {} : { timeframe: options.timeframe }),
  });
  const symbols = source.instruments.map((instrument) => instrument.symbol);
  return { source, symbols, from: gridUp(source, symbols, from), to: Math.min(to, source.end) };
}

/** What is played where nobody says: up to the end of the recording, from a month before. */
async function usualSpan(folder: string, { from, to }: StretchOptions): Promise<{ readonly from: Ms; readonly to: Ms }> {
  const { files } = await candleFiles(folder);
  const facts = await Promise.all(files.map(({ path, timeframe }) => factsOf(path, lengthOf(timeframe))));
  const end = to ?? Math.max(...facts.map(({ last }) => last));
  return { from: from ?? end - USUAL_SPAN, to: end };
}

/** The first boundary of the finest candles at or after `at`: instants lie on that grid. */
function gridUp(source: CandleSource, symbols: readonly string[], at: Ms): Ms {
  const step = Math.min(...symbols.map((symbol) => lengthOf(source.timeframeOf(symbol))));
  return Math.ceil(at / step) * step;
}
