import { outgrownDue } from '../risk/outgrown.ts';
import type { Ms } from '../time.ts';
import type { DecisionContext } from './decide.ts';
import { decisionCloses } from './manage.ts';

/** Tells of open positions that have outgrown their caps or become one bet, when the decision candle of one of them closes. */
export function tellOutgrown(context: DecisionContext, at: Ms): void {
  const { recorder, view } = context;
  const { account, outgrown } = recorder.state;
  if (account.positions.size === 0 || !recorder.wants('outgrown')) return;
  if (![...account.positions.values()].some(({ symbol }) => decisionCloses(context, symbol, at))) return;
  recorder.emit(...outgrownDue(view(), outgrown, at));
}
