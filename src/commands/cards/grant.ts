import { lossOf } from '../../core/approval/covering.ts';
import type { Read } from '../../core/desk/read.ts';
import { moneyText, shortName } from '../../core/reply/format.ts';
import type { Grant } from '../../core/state/grants.ts';
import { durationText } from '../../core/time.ts';

/** A grant and what is left of it, in two lines. */
export function grantLines(grant: Grant, desk: Read): readonly string[] {
  const { id, name, symbol, each, count, decisions, total, used, loss, until } = grant;
  const lost = lossOf(grant, desk.state().account);
  return [
    `${id} ${symbol === undefined ? 'any symbol' : shortName(symbol)} up to ${moneyText(each)} · ${decisions.size} of ${count} · ${durationText(until - desk.now())} left · ${name}`,
    `  entered ${moneyText(used)} of ${moneyText(total)} · lost ${moneyText(lost)} of ${moneyText(loss)}`,
  ];
}
