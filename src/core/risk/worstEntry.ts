import type { Leg } from '../facts/plan.ts';
import { type Fixed, fixed, fromNumber, mul, ONE, toStep } from '../money.ts';

/** The worst price at which a leg may be entered, on the tick: the limit of its order at market, and what its card says. */
export function worstEntry({ side, price }: Pick<Leg, 'side' | 'price'>, maxSlippage: number, tick: Fixed): Fixed {
  const slippage = fromNumber(maxSlippage);
  const [times, rounding] = side === 'buy' ? ([ONE + slippage, 'down'] as const) : ([ONE - slippage, 'up'] as const);
  return toStep(mul(fixed(price), times, rounding), tick, rounding);
}
