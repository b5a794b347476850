import { z } from 'zod';
import { kalmanHedge } from '../indicators/kalmanHedge.ts';
import { pairSpread } from '../indicators/pairSpread.ts';
import { baseOf, numberText } from '../reply/format.ts';
import type { Strategy } from '../study/plug.ts';
import { unit } from './grade.ts';

const params = z.object({
  /** The other symbol of the pair. */
  partner: z.string().min(1),
  lookback: z.number().int().min(20).max(10_000).default(200),
  /** Where hedge ratio and z-score come from: least squares over the lookback, or a line that follows the market. */
  hedge: z.enum(['rolling', 'kalman']).default('rolling'),
  /** Standard deviations of the spread from which a trade is worth opening, at which it has returned, and at which it is broken. */
  entry: z.number().min(0.1).max(10).default(2),
  exit: z.number().min(0).max(10).default(0.5),
  stop: z.number().min(0.1).max(20).default(4),
  /** Least correlation of the two symbols' returns. */
  minCorrelation: z.number().min(-1).max(1).default(0.8),
  /** Whether the spread must also pass the Dickey-Fuller test at 5 %. */
  cointegrated: z.boolean().default(false),
});

export type PairsParams = z.infer<typeof params>;

/** MacKinnon's 5 % critical value for two variables with a constant. */
const CRITICAL = -3.34;

/** The line is given as many bars to settle as the rolling one looks back. */
const lineParams = (p: PairsParams) => kalmanHedge.params.parse({ partner: p.partner, settle: p.lookback });

const spreadParams = (p: PairsParams) => ({ partner: p.partner, lookback: p.lookback });

/**
 * Trades the spread of two symbols back to its mean; the score is for THIS symbol, which is sold while it is dear against its
 * partner. |score| grows from 0 at |z| = exit through 0.5 at entry to 1 at stop; it is 0 from the stop on, where correlation or
 * half-life (more than the lookback) say that the pair is none, or where the hedge ratio is not positive.
 * NaN while either price is missing. The two-leg plan and its exit read z and hedge from where the strategy has them.
 */
export const pairs = {
  name: 'pairs',
  version: 1,
  about: 'Spread of two correlated symbols, by hedge ratio and z-score',
  source: 'Gatev, Goetzmann, Rouwenhorst (2006), Pairs Trading; Engle and Granger (1987)',
  params,
  fields: ['score', 'confidence'],
  warmup: (p) => Math.max(pairSpread.warmup(spreadParams(p)), p.hedge === 'kalman' ? kalmanHedge.warmup(lineParams(p)) : 0),
  memory: (p) => (p.hedge === 'kalman' ? kalmanHedge.memory() : pairSpread.memory(spreadParams(p))),
  start(p, use, _bars, out) {
    const spread = use(pairSpread, spreadParams(p));
    const line = p.hedge === 'kalman' ? use(kalmanHedge, lineParams(p)) : spread;
    const holds = (i: number): boolean =>
      spread.correlation.at(i) >= p.minCorrelation &&
      spread.halfLife.at(i) <= p.lookback &&
      line.hedge.at(i) > 0 &&
      (!p.cointegrated || spread.dickeyFuller.at(i) < CRITICAL);
    const advance = (from: number, to: number): void => {
      for (let i = from; i < to; i++) {
        const hedge = line.hedge.at(i);
        if (Number.isNaN(spread.correlation.at(i)) && Number.isNaN(hedge)) {
          out.score.set(i, Number.NaN);
          out.confidence.set(i, Number.NaN);
          continue;
        }
        const z = line.z.at(i);
        const far = Math.abs(z);
        if (!(far > p.exit && far < p.stop) || !holds(i)) {
          out.score.set(i, 0);
          out.confidence.set(i, 0);
          continue;
        }
        const grade =
          far < p.entry
            ? (0.5 * (far - p.exit)) / Math.max(p.entry - p.exit, 1e-9)
            : 0.5 + (0.5 * (far - p.entry)) / Math.max(p.stop - p.entry, 1e-9);
        const tie = unit((spread.correlation.at(i) - p.minCorrelation) / Math.max(1 - p.minCorrelation, 1e-9));
        const together = unit(spread.dickeyFuller.at(i) / CRITICAL);
        const speed = unit(1 - spread.halfLife.at(i) / p.lookback);
        out.score.set(i, -Math.sign(z) * unit(grade));
        out.confidence.set(i, (tie + together + speed) / 3);
      }
    };
    const explain = (i: number): readonly string[] => [
      `z ${numberText(line.z.at(i), 2, true)} against ${baseOf(p.partner)} (enters at ${p.entry}, done at ${p.exit}, broken at ${p.stop})`,
      `hedge ratio ${numberText(line.hedge.at(i), 2)}, correlation ${numberText(spread.correlation.at(i), 2)} (needs ${p.minCorrelation})`,
      `half-life ${numberText(spread.halfLife.at(i), 0)} bars, Dickey-Fuller ${numberText(spread.dickeyFuller.at(i), 2)} (${numberText(CRITICAL, 2)} at 5 %)`,
    ];
    return { advance, explain };
  },
} satisfies Strategy<PairsParams>;
