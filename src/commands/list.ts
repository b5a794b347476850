import type { Command } from '../core/desk/command.ts';
import { add } from './add.ts';
import { alert } from './alert.ts';
import { approvals } from './approvals.ts';
import { approve } from './approve.ts';
import { asks } from './asks.ts';
import { audit } from './audit.ts';
import { away } from './away.ts';
import { balance } from './balance.ts';
import { because } from './because.ts';
import { blacklist } from './blacklist.ts';
import { buy } from './buy.ts';
import { cancel } from './cancel.ts';
import { chart } from './chart.ts';
import { close } from './close.ts';
import { config } from './config.ts';
import { count } from './count.ts';
import { daily } from './daily.ts';
import { divergences } from './divergences.ts';
import { drill } from './drill.ts';
import { exports } from './export.ts';
import { forcebuy } from './forcebuy.ts';
import { forceshort } from './forceshort.ts';
import { grant } from './grant.ts';
import { halve } from './halve.ts';
import { health } from './health.ts';
import { type CommandGroup, helpFor } from './help.ts';
import { jobs } from './jobs.ts';
import { language } from './language.ts';
import { levels } from './levels.ts';
import { link } from './link.ts';
import { lock } from './lock.ts';
import { locks } from './locks.ts';
import { logs } from './logs.ts';
import { missed } from './missed.ts';
import { mode } from './mode.ts';
import { monthly } from './monthly.ts';
import { notify } from './notify.ts';
import { orders } from './orders.ts';
import { panic } from './panic.ts';
import { pause } from './pause.ts';
import { performance } from './performance.ts';
import { position } from './position.ts';
import { positions } from './positions.ts';
import { profit } from './profit.ts';
import { reduce } from './reduce.ts';
import { reject } from './reject.ts';
import { reload } from './reload.ts';
import { resume } from './resume.ts';
import { review } from './review.ts';
import { risk } from './risk.ts';
import { scan } from './scan.ts';
import { sell } from './sell.ts';
import { setup } from './setup.ts';
import { signals } from './signals.ts';
import { stats } from './stats.ts';
import { status } from './status.ts';
import { stop } from './stop.ts';
import { strategy } from './strategy.ts';
import { symbol } from './symbol.ts';
import { target } from './target.ts';
import { test } from './test.ts';
import { totp } from './totp.ts';
import { trades } from './trades.ts';
import { tz } from './tz.ts';
import { undo } from './undo.ts';
import { unlock } from './unlock.ts';
import { users } from './users.ts';
import { version } from './version.ts';
import { watch } from './watch.ts';
import { weekly } from './weekly.ts';
import { whitelist } from './whitelist.ts';
import { whoami } from './whoami.ts';
import { why } from './why.ts';
import { whynot } from './whynot.ts';

/** Every command but /help, under the words by which /help shows them. */
const GROUPS: readonly CommandGroup[] = [
  {
    name: 'See',
    commands: [
      status,
      positions,
      position,
      orders,
      count,
      balance,
      profit,
      daily,
      weekly,
      monthly,
      performance,
      stats,
      trades,
      exports,
    ],
  },
  { name: 'Market', commands: [signals, chart, levels, divergences, scan, whitelist, why, whynot, locks, watch, alert] },
  { name: 'Act', commands: [close, reduce, add, stop, target, buy, sell, forcebuy, forceshort, cancel] },
  { name: 'Countersign', commands: [approvals, approve, halve, reject, asks, grant, away, lock, because, drill, review, missed] },
  { name: 'Control', commands: [risk, pause, resume, panic, strategy, symbol, blacklist, unlock, config, undo, reload, mode] },
  { name: 'People', commands: [users, whoami, link, tz, totp] },
  { name: 'Desk', commands: [notify, language, setup, test, jobs, health, audit, logs, version] },
];

/** Every command, in the order in which /help shows them. */
export const COMMANDS: readonly Command[] = [...GROUPS.flatMap(({ commands }) => commands), helpFor(GROUPS)];
