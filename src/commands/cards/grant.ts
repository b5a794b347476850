import { lossOf } from '../../core/approval/covering.ts';
import type { Grant } from '../../core/approval/grant.ts';
import type { Desk } from '../../core/desk.ts';
import { moneyText, shortName } from '../../core/figures.ts';
import { durationText } from '../../core/time.ts';

/** What is left of a grant, in one line. */
export function grantLine(grant: Grant, desk: Desk): string {
  const { id, symbol, each, count, decisions, total, used, loss, until } = grant;
  const lost = lossOf(grant, desk.state().account);
  return [
    `${id} ${symbol === undefined ? 'any symbol' : shortName(symbol)} up to ${moneyText(each)}`,
    `${decisions.size} of ${count}`,
    `${moneyText(used)} of ${moneyText(total)}`,
    `lost ${moneyText(lost)} of ${moneyText(loss)}`,
    `${durationText(until - desk.now())} left`,
  ].join(' · ');
}
