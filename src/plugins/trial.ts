import { basename } from 'node:path';
import { messageOf } from '../core/facts/messageOf.ts';
import type { CandleColumns } from '../core/market/candles.ts';
import { falling, lively, ODD_MARKETS } from '../core/study/conformance/markets.ts';
import { sampleParameters } from '../core/study/conformance/samples.ts';
import { hear } from '../core/study/conformance/trial.ts';
import { UsageError } from './atOnce.ts';
import { InputError } from './inputError.ts';
import { loadUntried, type OwnPlugin } from './own.ts';
import { rulings } from './ruleTrial.ts';
import { type OwnRule, rulingOf } from './ruling.ts';
import { VoteError, votingOf } from './voting.ts';

const MARKETS: Readonly<Record<string, (rows: number) => CandleColumns>> = {
  'lively candles': (rows) => lively(rows, 2),
  'an endless fall': falling,
  ...ODD_MARKETS,
};

/** Candles besides the warm-up, of which the last come one by one as they do live. */
const ROWS = 300;
const ONE_BY_ONE = 40;

/** What a rule throws is for the desk to tell; an answer that is none is refused here. */
function tryRule(rule: OwnRule, file: string): void {
  try {
    rulings(rulingOf(rule, basename(file)));
  } catch (error) {
    const { cause } = error instanceof Error ? error : {};
    if (cause instanceof UsageError)
      throw new InputError(`${file}: rule ${rule.name} is refused, tried on sample plans: ${cause.message}`, { cause });
  }
}

/**
 * Loads a file and runs it over sample candles. Throws InputError for what is sure to fail: a start that throws, a name that nothing
 * has, a vote that is none. What it throws on candles is for the desk to tell, where it happens.
 */
export async function tryFile(file: string): Promise<void> {
  const loaded = await loadUntried(file);
  if ('rule' in loaded) {
    tryRule(loaded.rule, file);
    return;
  }
  const { plugin } = loaded;
  const [params] = sampleParameters(plugin);
  if (params === undefined) return;
  let cannotStart: unknown;
  const started: OwnPlugin = {
    ...plugin,
    start(...given) {
      try {
        return plugin.start(...given);
      } catch (error) {
        cannotStart = error;
        throw error;
      }
    },
  };
  const tried = started.kind === 'strategy' ? votingOf(started, basename(file)) : started;
  const refuse = (says: string): never => {
    throw new InputError(`${file}: ${plugin.kind} ${plugin.name} ${says}`);
  };
  for (const [market, candles] of Object.entries(MARKETS)) {
    try {
      const rows = ROWS + Math.min(2 * plugin.warmup(plugin.params.parse(params)), ROWS);
      const shown = candles(rows);
      const all = shown.time.length;
      const voice = hear(tried, params, shown, Array.from({ length: Math.min(ONE_BY_ONE, all) }, (_, k) => all - k).toReversed());
      voice.explain?.(voice.rows - 1);
    } catch (error) {
      if (cannotStart !== undefined) refuse(`cannot be started: ${messageOf(cannotStart)}`);
      if (error instanceof UsageError || error instanceof VoteError) refuse(`is refused, tried on ${market}: ${error.message}`);
    }
  }
}
