import { standing } from '../core/approval/covering.ts';
import { defineCommand } from '../core/desk/command.ts';
import { max, toNumber, ZERO } from '../core/money.ts';
import { currencyOf, ofEquity } from '../core/reply/currency.ts';
import { moneyText, numberText, shareText, shortName } from '../core/reply/format.ts';
import { waiting } from '../core/state/proposals.ts';
import { durationText, utcDay } from '../core/time.ts';
import { blocksOf } from '../core/trader/riskView.ts';
import { factsOf } from './cards/position.ts';

/** The whole desk at one glance. */
export const status = defineCommand({
  name: 'status',
  aliases: ['s', 'start'],
  about: 'the whole desk at one glance',
  args: {},
  role: 'viewer',
  risk: 'none',
  run: async (_args, desk) => {
    const state = desk.state();
    const { account } = state;
    const now = desk.now();
    const { equity, dayStart } = desk.risk();
    const facts = [...account.positions.values()].map((position) => factsOf(position, desk));
    const closedToday = account.closed
      .filter((trade) => trade.closedAt >= utcDay(now))
      .reduce((sum, trade) => sum + trade.profit, ZERO);
    return {
      blocks: blocksOf(state, now),
      equity,
      today: equity - dayStart,
      todayShare: dayStart === ZERO ? 0 : toNumber(equity - dayStart) / toNumber(dayStart),
      closedToday,
      openProfit: facts.reduce((sum, one) => sum + one.profit, ZERO),
      open: facts.length,
      slots: state.settings.values.risk.maxOpenPositions,
      reserved: state.entries.size,
      stopsLive: facts.every((one) => one.stopLive),
      atStops: -facts.reduce((sum, one) => sum + one.lossAtStop, ZERO),
      drawdown: account.peak === ZERO ? 0 : toNumber(max(ZERO, account.peak - equity)) / toNumber(account.peak),
      maxDrawdown: state.settings.values.risk.maxDrawdown,
      dayLoss: dayStart === ZERO ? 0 : Math.max(0, toNumber(dayStart - equity) / toNumber(dayStart)),
      maxDailyLoss: state.settings.values.risk.maxDailyLoss,
      waiting: waiting(state.proposals, now).map(({ id, plan, answerBy }) => ({
        id,
        symbol: plan.legs[0]?.symbol ?? '',
        left: answerBy - now,
      })),
      grants: standing(state, now),
      scannedAt: state.lastInstant?.at,
      next: state.lastInstant?.best[0],
      authority: state.settings.values.authority,
    };
  },
  show: (at, desk) => {
    const { next } = at;
    return {
      title: `${desk.account.market} · ${at.blocks.length === 0 ? '▶ trading' : '⏸ no entries'} · ${at.authority}`,
      lines: [
        ...at.blocks.map((block) => `⏸ ${block}`),
        `Equity ${moneyText(at.equity)} ${currencyOf(desk)}`,
        `Today ${moneyText(at.today, true)} (${shareText(at.todayShare, true)}): closed ${moneyText(at.closedToday, true)}, open ${moneyText(at.openProfit, true)}`,
        `${at.open} of ${at.slots} positions${at.reserved > 0 ? `, ${at.reserved} reserved` : ''}${at.open > 0 ? ` · stops live ${at.stopsLive ? '✓' : '✗'}` : ''}`,
        ...(at.open > 0 ? [`All stops hit: ${moneyText(at.atStops, true)} (${ofEquity(at.atStops, at.equity)})`] : []),
        `Drawdown ${numberText(at.drawdown * 100, 1)} of ${numberText(at.maxDrawdown * 100, 0)} % · day (UTC) ${numberText(at.dayLoss * 100, 1)} of ${numberText(at.maxDailyLoss * 100, 0)} %`,
        ...at.waiting.map(({ id, symbol, left }) => `Waiting: ${id} ${shortName(symbol)}, ${durationText(left)} left`),
        ...(at.grants.length === 0
          ? []
          : [
              `Grants: ${at.grants.map((grant) => `${grant.id} ${grant.decisions.size} of ${grant.count}, ${durationText(grant.until - desk.now())} left`).join(', ')}`,
            ]),
        at.scannedAt === undefined
          ? 'No scan yet'
          : `Scan ${durationText(desk.now() - at.scannedAt)} ago${next === undefined ? '' : ` · next ${shortName(next.symbol)}: score ${numberText(next.score, 2, true)}${next.blocked === undefined ? '' : `, blocked by ${next.blocked}`}`}`,
      ],
      buttons: [
        { label: 'Positions', line: '/positions' },
        ...(at.waiting.length > 0 ? [{ label: `Approvals ${at.waiting.length}`, line: '/approvals' }] : []),
        { label: 'Why not', line: '/whynot' },
        at.blocks.length === 0 ? { label: 'Pause', line: '/pause' } : { label: 'Resume', line: '/resume' },
      ],
    };
  },
});
