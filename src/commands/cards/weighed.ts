import { z } from 'zod';
import type { Weighing } from '../../core/alerts/planLines.ts';
import type { Read } from '../../core/desk/read.ts';
import { exact, figure } from '../../core/desk/wire.ts';
import { accountR } from '../../core/execution/orderSize.ts';
import type { DeepReadonly } from '../../core/facts/deepReadonly.ts';
import type { Plan } from '../../core/facts/plan.ts';
import type { Notation } from '../../core/reply/notation.ts';

/** What plans were weighed by when they were handed in: the equity, what trading costs, and the last price of each of their symbols. */
export const weighedSchema = z.object({
  equity: exact,
  execution: z.object({ fee: z.number(), slippage: z.number(), maxSlippage: z.number() }),
  /** One R of the account then. */
  r: exact,
  last: z.record(z.string(), figure),
});
type Weighed = DeepReadonly<z.infer<typeof weighedSchema>>;

/** What the desk weighs these plans by now. */
export const weighedNow = (plans: readonly Plan[], desk: Read): Weighed => {
  const { fee, slippage, maxSlippage } = desk.state().settings.values.execution;
  return {
    equity: desk.equity(),
    r: accountR(desk.equity(), desk.state().settings.values.risk),
    execution: { fee, slippage, maxSlippage },
    last: Object.fromEntries(
      plans.flatMap(({ legs }) =>
        legs.flatMap(({ symbol }) => {
          const last = desk.market.quote(symbol)?.last;
          return last === undefined ? [] : [[symbol, last] as const];
        }),
      ),
    ),
  };
};

/** The same as the lines of a plan ask for it. */
export const weighing = ({ equity, execution, r, last }: Weighed, { market }: Notation): Weighing => ({
  market: {
    instrument: (symbol) => market.instrument(symbol),
    instruments: () => market.instruments(),
    quote(symbol) {
      const price = last[symbol];
      return price === undefined ? undefined : { last: price };
    },
  },
  equity: () => equity,
  execution: () => execution,
  r: () => r,
});
