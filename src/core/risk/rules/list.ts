import type { RiskRule } from '../rule.ts';
import { correlation } from './correlation.ts';
import { dailyLoss } from './dailyLoss.ts';
import { drawdown } from './drawdown.ts';
import { funds } from './funds.ts';
import { grossExposure } from './grossExposure.ts';
import { halts } from './halts.ts';
import { leverage } from './leverage.ts';
import { maxNotional } from './maxNotional.ts';
import { minimums } from './minimums.ts';
import { positionSize } from './positionSize.ts';
import { quote } from './quote.ts';
import { riskPerTrade } from './riskPerTrade.ts';
import { sectorExposure } from './sectorExposure.ts';
import { slots } from './slots.ts';
import { stop } from './stop.ts';
import { symbol } from './symbol.ts';
import { targets } from './targets.ts';

/**
 * Every rule a plan must pass, in the order in which reasons are told: what nothing can mend first, the size last; nobody takes one
 * out.
 */
export const RULES: readonly RiskRule[] = Object.freeze(
  [
    halts,
    quote,
    symbol,
    slots,
    leverage,
    stop,
    targets,
    correlation,
    positionSize,
    maxNotional,
    riskPerTrade,
    funds,
    grossExposure,
    sectorExposure,
    dailyLoss,
    drawdown,
    minimums,
  ].map((rule) => Object.freeze(rule)),
);
