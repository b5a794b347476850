import { z } from 'zod';
import { fairValueGap } from '../detectors/fairValueGap.ts';
import { liquidity } from '../detectors/liquidity.ts';
import { orderBlock } from '../detectors/orderBlock.ts';
import { structure } from '../detectors/structure.ts';
import { swingParams } from '../detectors/swings.ts';
import { atr } from '../indicators/atr.ts';
import type { ReadonlyColumn } from '../market/candles.ts';
import { numberText } from '../reply/format.ts';
import type { Strategy } from '../study/plug.ts';
import { unit } from './grade.ts';

const params = z.object({
  ...swingParams,
  atrPeriod: z.number().int().min(2).max(200).default(14),
  /** Average true ranges from an order block or gap at which it no longer counts. */
  reach: z.number().min(0.1).max(10).default(1),
  /** Bars over which the say of a sweep decays to nothing. */
  fresh: z.number().int().min(1).max(100).default(10),
});

export type SmartMoneyParams = z.infer<typeof params>;

/** What each of the three readings weighs: structure says which side to trade, the others where. */
const STRUCTURE = 0.5;
const ZONE = 0.25;
const SWEEP = 0.25;

type Edges = { readonly [edge in 'bullishTop' | 'bullishBottom' | 'bearishTop' | 'bearishBottom']: ReadonlyColumn };

const inputs = (p: SmartMoneyParams) => {
  const { length, lookback } = p;
  return {
    structure: structure.params.parse({ length, lookback }),
    orderBlock: orderBlock.params.parse({ length, lookback }),
    fairValueGap: fairValueGap.params.parse({ lookback }),
    liquidity: liquidity.params.parse({ length, lookback }),
    atr: { period: p.atrPeriod },
  };
};

/**
 * Trades with the market's structure, at the prices where large orders are thought to lie. Half the score is the direction of the
 * newest break of structure or change of character; a quarter is how near price is to the nearest order block or fair value gap
 * still open below it, less the same above (in full at its edge or inside, nothing from `reach` average true ranges away); a
 * quarter is the newest sweep of equal lows after which the bar closed back above them, or of highs in the mirror, decaying over
 * `fresh` bars. Confidence = the weight of the readings on the score's side less that of those against it.
 */
export const smartMoney = {
  name: 'smart money',
  version: 1,
  about: 'Market structure, with order blocks, fair value gaps and swept liquidity',
  source: 'Smart money concepts after the Inner Circle Trader, read as smart-money-concepts does; the weights are the desk’s own',
  params,
  fields: ['score', 'confidence'],
  warmup: (p) => Math.max(structure.warmup(inputs(p).structure), atr.warmup({ period: p.atrPeriod })),
  memory: (p) => {
    const given = inputs(p);
    return (
      p.fresh +
      Math.max(
        structure.memory(given.structure),
        orderBlock.memory(given.orderBlock),
        fairValueGap.memory(given.fairValueGap),
        liquidity.memory(given.liquidity),
        atr.memory(given.atr),
      )
    );
  },
  start(p, use, bars, out) {
    const given = inputs(p);
    const trend = use(structure, given.structure).trend;
    const blocks = use(orderBlock, given.orderBlock);
    const gaps = use(fairValueGap, given.fairValueGap);
    const { highsSwept, lowsSwept } = use(liquidity, given.liquidity);
    const range = use(atr, given.atr).value;
    const { close } = bars;
    const warm = smartMoney.warmup(p);

    /** How near price is to a zone, 0..1: `distance` is to its near edge, `depth` to its far one, both falling towards it. */
    const nearness = (distance: number, depth: number, atrNow: number): number => {
      if (!(depth >= 0)) return 0;
      if (distance <= 0) return 1;
      return atrNow > 0 ? unit(1 - distance / (p.reach * atrNow)) : 0;
    };
    const below = (edges: Edges, i: number): number =>
      nearness(close.at(i) - edges.bullishTop.at(i), close.at(i) - edges.bullishBottom.at(i), range.at(i));
    const above = (edges: Edges, i: number): number =>
      nearness(edges.bearishBottom.at(i) - close.at(i), edges.bearishTop.at(i) - close.at(i), range.at(i));
    const zoneAt = (i: number): number => Math.max(below(blocks, i), below(gaps, i)) - Math.max(above(blocks, i), above(gaps, i));

    const sweepAt = (i: number): number => {
      for (let age = 0; age < p.fresh; age++) {
        const price = close.at(i - age);
        const side = (price > lowsSwept.at(i - age) ? 1 : 0) - (price < highsSwept.at(i - age) ? 1 : 0);
        if (side !== 0) return side * (1 - age / p.fresh);
      }
      return 0;
    };

    const advance = (from: number, to: number): void => {
      for (let i = from; i < to; i++) {
        if (i < warm) {
          out.score.set(i, Number.NaN);
          out.confidence.set(i, Number.NaN);
          continue;
        }
        const [zone, sweep] = [zoneAt(i), sweepAt(i)];
        const score = STRUCTURE * trend.at(i) + ZONE * zone + SWEEP * sweep;
        const agreed = STRUCTURE * trend.at(i) + ZONE * Math.sign(zone) + SWEEP * Math.sign(sweep);
        out.score.set(i, score);
        out.confidence.set(i, unit(agreed * Math.sign(score)));
      }
    };

    const explain = (i: number): readonly string[] => {
      const [direction, zone, sweep] = [trend.at(i), zoneAt(i), sweepAt(i)];
      return [
        direction > 0 ? 'structure broke upwards' : direction < 0 ? 'structure broke downwards' : 'no break of structure',
        zone === 0
          ? 'no open order block or gap nearby'
          : `open order block or gap ${zone > 0 ? 'below' : 'above'}, nearness ${numberText(Math.abs(zone), 2)}`,
        sweep === 0
          ? 'no fresh sweep'
          : `${sweep > 0 ? 'lows' : 'highs'} swept and left again, weight ${numberText(Math.abs(sweep), 2)}`,
      ];
    };
    return { advance, explain };
  },
} satisfies Strategy<SmartMoneyParams>;
