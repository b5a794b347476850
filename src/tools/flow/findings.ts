import type { DeskEvent, EventOf, EventType } from '../../core/facts/events.ts';
import { abs, decimal, fixed, ZERO } from '../../core/money.ts';
import { counted } from '../../core/reply/format.ts';
import { standingOf } from '../../core/state/span.ts';
import { lengthOf } from '../../core/time.ts';
import type { Played } from './play.ts';

/** One link of the chain from a candle to a result: what was found of it, or throws with what is wrong. */
type Link = { readonly name: string; find(played: Played): string | Promise<string> };

const isOf = <T extends EventType>(event: DeskEvent, type: T): event is EventOf<T> => event.type === type;
const eventsOf = <T extends EventType>({ rows }: Played, type: T): readonly EventOf<T>[] =>
  rows.filter((event): event is EventOf<T> => isOf(event, type));

function need(holds: boolean, says: string): void {
  if (!holds) throw new Error(says);
}

/** Positions of which no order of a purpose was ever intended. */
const without = (played: Played, purpose: 'stop' | 'target'): readonly EventOf<'positionOpened'>[] => {
  const covered = new Set(eventsOf(played, 'intent').flatMap((one) => (one.purpose === purpose ? [one.position] : [])));
  return eventsOf(played, 'positionOpened').filter(({ position }) => !covered.has(position));
};

const named = (positions: readonly EventOf<'positionOpened'>[]): string =>
  positions.map(({ position, symbol }) => `${position} ${symbol}`).join(', ');

export const LINKS: readonly Link[] = [
  {
    name: 'data',
    find({ desk, symbols, to, problems }) {
      need(problems.length === 0, problems.join('; '));
      for (const symbol of symbols) {
        const bars = desk.market.bars(symbol, '5m');
        const newest = bars?.time.at(bars.end - 1);
        need(
          newest === to - lengthOf('5m'),
          `${symbol}: the newest candle is of ${newest ?? 'no time'}, not the last one played`,
        );
      }
      return `${counted(symbols.length, 'symbol')} up to the last candle, none missing`;
    },
  },
  {
    name: 'indicators',
    async find({ desk, symbols }) {
      for (const symbol of symbols) {
        const receipt = await desk.why(symbol);
        if (typeof receipt === 'string') throw new Error(`${symbol} has no reading: ${receipt}`);
        need(receipt.absent.length === 0, `${symbol}: ${receipt.absent.join(', ')} cannot be had`);
        need(receipt.market !== undefined, `${symbol}: the state of its market cannot be told`);
      }
      return `every reading of ${counted(symbols.length, 'symbol')} is there, on all timeframes`;
    },
  },
  {
    name: 'strategies',
    find(played) {
      const failures = played.desk.study.failures();
      need(failures.length === 0, failures.map(({ strategy }) => strategy).join(', '));
      const voted = new Set(
        eventsOf(played, 'signal').flatMap(({ receipt }) =>
          receipt.sources.flatMap(({ name, score }) => (score === 0 ? [] : [name])),
        ),
      );
      need(voted.size > 1, 'no two of them have voted');
      return `${counted(voted.size, 'source')} voted, none failed`;
    },
  },
  {
    name: 'scanning',
    find(played) {
      const ranked = played.desk.ranked();
      need(ranked.length === played.symbols.length, `${ranked.length} of ${played.symbols.length} symbols are ranked`);
      need(eventsOf(played, 'universe').length > 0, 'the universe was never chosen');
      return `${counted(ranked.length, 'symbol')} ranked by opportunity`;
    },
  },
  {
    name: 'opportunities',
    find(played) {
      const [signals, decisions] = [eventsOf(played, 'signal'), eventsOf(played, 'decision')];
      need(signals.length > 0, 'no signal in a day and a half');
      need(decisions.length > 0, 'no signal was decided on');
      return `${counted(signals.length, 'signal')}, ${counted(decisions.length, 'decision')}`;
    },
  },
  {
    name: 'risk',
    find(played) {
      const cleared = eventsOf(played, 'cleared');
      need(cleared.length > 0, 'nothing was cleared');
      for (const { plan, results } of cleared) {
        need(results.length > 0, `decision ${plan.decision} was cleared by no rule`);
        const against = results.find(({ verdict }) => verdict === 'refuse');
        need(against === undefined, `decision ${plan.decision} was cleared against ${against?.rule}: ${against?.why}`);
      }
      const refused = eventsOf(played, 'decision').filter(({ outcome }) => outcome === 'refused').length;
      return `${cleared.length} cleared by every rule, ${refused} refused`;
    },
  },
  {
    name: 'orders',
    find(played) {
      const intents = new Map(eventsOf(played, 'intent').map((one) => [one.clientId, one]));
      const fills = eventsOf(played, 'fill');
      need(fills.length > 0, 'nothing was filled');
      const stray = fills.find(({ clientId }) => !intents.has(clientId));
      need(stray === undefined, `fill ${stray?.tradeId} is of no order that was written down first`);
      for (const { clientId, quantity } of intents.values()) {
        const filled = fills.reduce((sum, one) => (one.clientId === clientId ? sum + fixed(one.quantity) : sum), ZERO);
        need(filled <= fixed(quantity), `order ${clientId} was filled beyond its quantity`);
      }
      return `${counted(intents.size, 'order')}, ${counted(fills.length, 'fill')}, each within its order`;
    },
  },
  {
    name: 'stop',
    find(played) {
      const bare = without(played, 'stop');
      need(bare.length === 0, `no stop was sent for ${named(bare)}`);
      const opened = eventsOf(played, 'positionOpened').length;
      need(opened > 0, 'no position was opened');
      return `sent for each of ${counted(opened, 'position')}`;
    },
  },
  {
    name: 'target',
    find(played) {
      const bare = without(played, 'target').filter(({ targets }) => targets.length > 0);
      const listed = new Set(eventsOf(played, 'intent').flatMap((one) => (one.target === undefined ? [] : [one.position])));
      const missing = bare.filter(({ position }) => !listed.has(position));
      need(missing.length === 0, `no target was sent for ${named(missing)}`);
      return 'sent for each position that has one';
    },
  },
  {
    name: 'position management',
    find(played) {
      const moves = eventsOf(played, 'stopMoved').length + eventsOf(played, 'targetMoved').length;
      const closed = eventsOf(played, 'positionClosed').length;
      need(closed > 0, 'no position was closed');
      return `${counted(moves, 'move')} of stops and targets, ${closed} closed`;
    },
  },
  {
    name: 'monitoring',
    find(played) {
      const jobs = played.desk.jobs();
      const failed = jobs.filter(({ failures }) => failures > 0);
      need(failed.length === 0, `${failed.map(({ name }) => name).join(', ')} failed`);
      need(
        jobs.some(({ runs }) => runs > 0),
        'no job has run',
      );
      need(eventsOf(played, 'riskGraded').length > 0, 'no open position was graded');
      return `${counted(jobs.length, 'job')} without a failure, open positions graded`;
    },
  },
  {
    name: 'analytics',
    async find(played) {
      const closed = eventsOf(played, 'positionClosed').reduce((sum, { profit }) => sum + fixed(profit), ZERO);
      const kept = (await played.desk.queries.trades(Number.MAX_SAFE_INTEGER))
        .flat()
        .reduce((sum, { profit }) => sum + profit, ZERO);
      const { account } = played.desk.state();
      const open = [...account.positions.values()].map(({ id }) => id);
      need(closed === kept || open.length > 0, `closed trades made ${decimal(closed)}, the read models say ${decimal(kept)}`);
      const { equity, added } = standingOf(played.desk);
      const parts = closed + [...added.values()].reduce((sum, amount) => sum + amount, ZERO);
      const made = equity - (account.capital ?? ZERO);
      need(abs(made - parts) === ZERO, `equity changed by ${decimal(made)}, its parts add up to ${decimal(parts)}`);
      return 'what was closed and what is open add up to the change of equity';
    },
  },
  {
    name: 'alerts',
    find(played) {
      const alerts = eventsOf(played, 'alert').length;
      need(alerts > 0, 'nothing was told');
      need(played.waiting === alerts, `${alerts} were raised, ${played.waiting} wait to be delivered`);
      return `${counted(alerts, 'alert')}, each waits for its channel`;
    },
  },
  {
    name: 'restart',
    find({ stopped, started, rows }) {
      need(stopped === started, 'the account did not stand as it was left');
      need(rows.filter(({ type }) => type === 'started').length === 2, 'it was not started twice');
      return 'stopped in the middle, it went on where it stood';
    },
  },
  {
    name: 'end to end',
    find(played) {
      const instants = eventsOf(played, 'instant');
      need(instants.at(-1)?.at === played.to, 'the last instant was not played');
      need(new Set(instants.map(({ at }) => at)).size === instants.length, 'an instant was played twice');
      return `${counted(played.rows.length, 'event')}, each in the hash chain`;
    },
  },
];
