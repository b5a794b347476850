import { dema } from '../../../src/core/indicators/dema.ts';
import { ema } from '../../../src/core/indicators/ema.ts';
import { kama } from '../../../src/core/indicators/kama.ts';
import { sma } from '../../../src/core/indicators/sma.ts';
import { tema } from '../../../src/core/indicators/tema.ts';
import { wma } from '../../../src/core/indicators/wma.ts';
import type { AnyPlug } from '../../../src/core/study/plug.ts';
import type { Case } from './compare.ts';

/** What TA-Lib's own tests want refused, and ours for it. */
export const REFUSED: readonly {
  readonly name: string;
  readonly plug: AnyPlug<unknown, string>;
  readonly params: Case['params'];
}[] = [
  { name: 'ma ANY_MA 0 KAMA TA_BAD_PARAM', plug: kama, params: { period: 0 } },
  { name: 'ma ANY_MA -1 SMA TA_BAD_PARAM', plug: sma, params: { period: -1 } },
  { name: 'ma ANY_MA 0 WMA TA_BAD_PARAM', plug: wma, params: { period: 0 } },
  { name: 'ma ANY_MA 0 WMA METASTOCK TA_BAD_PARAM', plug: wma, params: { period: 0 } },
  { name: 'ma ANY_MA 0 EMA TA_BAD_PARAM', plug: ema, params: { period: 0 } },
  { name: 'ma ANY_MA 0 EMA METASTOCK TA_BAD_PARAM', plug: ema, params: { period: 0 } },
  { name: 'ma ANY_MA 0 DEMA METASTOCK TA_BAD_PARAM', plug: dema, params: { period: 0 } },
  { name: 'ma ANY_MA 0 TEMA METASTOCK TA_BAD_PARAM', plug: tema, params: { period: 0 } },
];
