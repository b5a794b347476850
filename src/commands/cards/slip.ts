import type { Read } from '../../core/desk/read.ts';
import { type Fixed, fromNumber, mul } from '../../core/money.ts';
import { currencyOf } from '../../core/reply/currency.ts';
import { moneyText } from '../../core/reply/format.ts';

/** The largest position that the whole account can carry. */
export const mostOf = (desk: Read): Fixed => mul(desk.equity(), fromNumber(desk.state().settings.values.risk.leverage), 'down');

/** Why an amount can only be a slip of the finger: the limits would cut it, but nobody meant it. Undefined when it is possible. */
export function beyondAccount(amount: Fixed, desk: Read): string | undefined {
  const most = mostOf(desk);
  return amount <= most
    ? undefined
    : `${moneyText(amount, currencyOf(desk))} ${currencyOf(desk)} is more than the whole account of ${moneyText(most, currencyOf(desk))} can carry`;
}
