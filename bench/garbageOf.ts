import { INDICATORS } from '../src/core/indicators/list.ts';
import { createStudy } from '../src/core/study/graph.ts';
import type { Indicator, Series } from '../src/core/study/plug.ts';
import { walk } from './walk.ts';

/** Candles that make the code warm, and candles that are measured. */
const WARM = 40_000;
const MEASURED = 40_000;
/** The compiler comes and goes; the least of these rounds is the indicator's own. */
const ROUNDS = 4;
/** Candles that a live desk holds. */
const HELD = 1_000;

const candles = walk();

/** Bytes left behind a candle. */
function left(ask: (series: Series) => void): number {
  const study = createStudy();
  const series = study.series('BTC/USDT', '1m');
  ask(series);
  const step = (i: number): void => {
    series.bars.append(candles, i, i + 1);
    study.advance();
    if (i % HELD === 0) study.forget(HELD);
  };
  for (let i = 0; i < WARM; i++) step(i);
  globalThis.gc?.();
  const before = process.memoryUsage().heapUsed;
  for (let i = WARM; i < WARM + MEASURED; i++) step(i);
  return (process.memoryUsage().heapUsed - before) / MEASURED;
}

const began = performance.now();
/** All but those that want another symbol beside this one. */
const plugs = Object.values<Indicator<unknown, string>>(INDICATORS).filter(({ params }) => params.safeParse({}).success);
const least = new Map<string, number>();
for (let round = 0; round < ROUNDS; round++) {
  for (const plug of round % 2 === 0 ? plugs : plugs.toReversed()) {
    const bytes = left(({ use }) => use(plug, plug.params.parse({})));
    least.set(plug.name, Math.min(least.get(plug.name) ?? Number.POSITIVE_INFINITY, bytes));
  }
}
const none = left(() => undefined);
console.log(
  JSON.stringify({ ms: performance.now() - began, none, bytes: [...least].map(([name, bytes]) => [name, bytes - none]) }),
);
