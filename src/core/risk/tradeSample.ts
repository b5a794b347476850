import type { TradeSample } from './sizing.ts';

/** A strategy's closed trades as evidence for Kelly, measured in R so that their sizes do not matter. */
export function tradeSample(closed: readonly { readonly strategy: string; readonly r: number }[], strategy: string): TradeSample {
  const results = closed.filter((trade) => trade.strategy === strategy).map(({ r }) => r);
  const won = results.filter((r) => r > 0);
  const lost = results.filter((r) => r <= 0);
  return { trades: results.length, wins: won.length, averageWin: mean(won), averageLoss: -mean(lost) };
}

const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
