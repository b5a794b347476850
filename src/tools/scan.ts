import { z } from 'zod';
import type { Config } from '../config/config.ts';
import { counted, numberText, shortName } from '../core/reply/format.ts';
import { emptyState } from '../core/state/state.ts';
import { createStudy } from '../core/study/graph.ts';
import { createMarket } from '../core/study/market.ts';
import { DAY, type Ms, parseInstant, timeText } from '../core/time.ts';
import { createReadings } from '../core/trader/readings.ts';
import { universeOf } from '../core/trader/universe.ts';
import { recordedSource } from '../exchange/recorded.ts';
import { ownPlugins } from '../plugins/deskPlugins.ts';
import { asInput, InputError } from '../plugins/inputError.ts';
import { warmUp } from '../replay/warmup.ts';
import { readFlags } from './flags.ts';

const flagsSchema = z.object({
  data: z.string().optional(),
  at: z.string().optional(),
  timeframe: z.enum(['1m', '5m', '15m', '1h', '4h', '1d']).optional(),
  json: z.boolean().default(false),
});

/** What the scanner sees in recorded candles at one time. */
async function scanAt(config: Config, folder: string, at: Ms, timeframe: z.infer<typeof flagsSchema>['timeframe']) {
  const { settings } = config;
  const source = await recordedSource(folder, { from: at - DAY, to: at, ...(timeframe === undefined ? {} : { timeframe }) });
  const symbols = source.instruments.map(({ symbol }) => symbol);
  const study = createStudy();
  const market = createMarket({ study, timeframes: settings.timeframes, kind: 'bars' });
  for (const instrument of source.instruments)
    market.add(instrument, source.timeframeOf(instrument.symbol), source.refine?.(instrument));
  const state = emptyState();
  state.settings = { ...state.settings, version: 1, values: settings, binding: 1 };
  const own = await ownPlugins(config.plugins, settings.signal.strategies);
  const readings = createReadings({ study, market, state, settings, own: own.strategies });
  await warmUp({ market, study, source, symbols, from: at, done: at, timeframes: settings.timeframes });
  const { chosen, left } = universeOf(market, at, { ...settings.universe, switches: state.symbols });
  state.universe = chosen;
  const { best, blocked, missing, failed } = readings.rank(at);
  return { at, universe: chosen, left, ranking: best, blocked, missing, failed };
}

/**
 * The `scan` command: ranks the symbols of a folder of recorded candles as the desk would at a time, best opportunity first. Throws
 * InputError for what cannot be used.
 */
export async function scanTool(flags: unknown, config: Config, print: (text: string) => void): Promise<number> {
  const { data, at: text = '', timeframe, json } = readFlags(flagsSchema, flags);
  if (data === undefined) throw new InputError('scan needs --data FOLDER, recorded candles such as ./candles');
  const at = parseInstant(text);
  if (at === undefined)
    throw new InputError(`--at ${text === '' ? 'is missing' : text}: expected an ISO time, such as 2024-06-01T12:00Z`);
  const scanned = await asInput(scanAt(config, data, at, timeframe));
  if (json) {
    print(JSON.stringify(scanned, null, 2));
    return 0;
  }
  const { ranking, left, missing } = scanned;
  print(
    `${counted(scanned.universe.length, 'symbol')} at ${timeText(at)}, ${left.length} left out, ${missing.length} without a candle`,
  );
  for (const { symbol, score, confidence, opportunity, blocked } of ranking)
    print(
      `${shortName(symbol).padEnd(12)} score ${numberText(score, 2, true)}  confidence ${numberText(confidence, 2)}  opportunity ${numberText(opportunity, 2)}  ${blocked === undefined ? 'passes' : `stopped by ${blocked}`}`,
    );
  return 0;
}
