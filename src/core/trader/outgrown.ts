import { outgrownDue } from '../risk/outgrown.ts';
import type { Ms } from '../time.ts';
import type { Cycle } from './decide.ts';
import { decisionCloses } from './manage.ts';

/** Tells of open positions that have outgrown their caps or become one bet, when the decision candle of one of them closes. */
export function tellOutgrown(cycle: Cycle, at: Ms): void {
  const { recorder, view } = cycle;
  const { account, outgrown } = recorder.state;
  if (account.positions.size === 0 || !recorder.wants('outgrown')) return;
  if (![...account.positions.values()].some(({ symbol }) => decisionCloses(cycle, symbol, at))) return;
  recorder.emit(...outgrownDue(view(), outgrown, at));
}
