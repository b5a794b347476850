import { optional } from '../core/desk/arguments.ts';
import { defineCommand, type Person } from '../core/desk/command.ts';
import type { Desk } from '../core/desk/desk.ts';
import type { Read } from '../core/desk/read.ts';
import { decimal, type Fixed, fromNumber, mul, ZERO } from '../core/money.ts';
import { profitText } from '../core/reply/currency.ts';
import { moneyText, quantityText, shortName } from '../core/reply/format.ts';
import type { Reply } from '../core/reply/reply.ts';
import { hasStop } from '../core/state/orders.ts';
import { factsOf } from './cards/position.ts';
import { choice } from './kinds/choice.ts';

/** Pauses and stops every entry; with `flatten` also asks every position out. */
async function panicked(desk: Desk, who: Person, flatten: boolean): Promise<void> {
  const state = desk.state();
  await desk.act(
    who,
    { type: 'paused', why: 'panic' },
    ...[...state.entries.keys()].map((decision) => ({ type: 'entryStopped' as const, decision, why: 'panic' })),
    ...(flatten
      ? [...state.account.positions.values()].map((one) => ({
          type: 'exitAsked' as const,
          position: one.id,
          symbol: one.symbol,
          quantity: decimal(one.quantity),
          why: 'panic' as const,
        }))
      : []),
  );
}

/** What `/panic now` would do as things stand; nothing is done. */
function rehearsed(desk: Read) {
  const { account, entries, orders, exits } = desk.state();
  const slippage = fromNumber(desk.state().settings.values.execution.slippage);
  const facts = [...account.positions.values()].map((position) => {
    const one = factsOf(position, desk);
    return { ...one, profit: one.profit - mul(one.notional, slippage, 'up') };
  });
  return {
    entries: entries.size,
    resting: orders.working.size,
    leaving: exits.size,
    positions: facts,
    net: facts.reduce((sum, one) => sum + one.profit, ZERO),
    /** Positions whose price is not known now: their exit waits for one. */
    priceless: facts.filter(({ symbol }) => desk.market.quote(symbol) === undefined).length,
  };
}

function drillReply(drill: ReturnType<typeof rehearsed>, desk: Read): Reply {
  const { positions } = drill;
  return {
    title: '🛑 Drill: nothing was done',
    lines: [
      'Entries would be paused until /resume',
      ...(drill.entries > 0 ? [`${drill.entries} under way would be stopped`] : []),
      positions.length === 0 ? 'No position is open' : `${counted(positions.length)} would be closed at market:`,
      ...positions.map(
        (one) =>
          `  ${one.id} ${shortName(one.symbol)} ${one.direction} ${quantityText(one.quantity)}: ${moneyText(one.profit, true)}`,
      ),
      ...(positions.length > 0 ? [`About ${profitText(drill.net, desk)}, fees and slippage in it`] : []),
      ...(drill.priceless > 0 ? [`${drill.priceless} without a price now: closed at the next one`] : []),
      ...(drill.resting > 0 ? [`${drill.resting} resting orders would go with them`] : []),
      ...(drill.leaving > 0 ? [`${drill.leaving} on the way out already`] : []),
      'In earnest: /panic now',
    ],
  };
}

const counted = (open: number): string => `${open} position${open === 1 ? '' : 's'}`;

type Done = {
  readonly flattened: boolean;
  readonly open: number;
  readonly closed: number;
  readonly stops: boolean;
  readonly net: Fixed;
};

const doneReply = ({ flattened, open, closed, stops, net }: Done, desk: Read): Reply => ({
  title: flattened ? (open === 0 ? '🛑 Flat and paused' : `🛑 Paused; ${counted(open)} on the way out`) : '🛑 Paused',
  lines: flattened
    ? [
        ...(closed > 0 ? [`${closed} closed: ${profitText(net, desk)}`] : []),
        ...(open > 0 ? [`It fills at the next known price${stops ? '; stops stay until then' : ''}`] : []),
        '/resume when it is over',
      ]
    : [
        open === 0 ? 'No position is open' : `${counted(open)} still open, with stops`,
        ...(open > 0 ? ['/panic now closes them all'] : []),
      ],
  buttons: flattened || open === 0 ? [] : [{ label: `Flatten ${open}`, line: '/panic now' }],
});

/** Pauses at once; `/panic now` also flattens everything and says whether it is flat; a drill is recorded and does nothing. */
export const panic = defineCommand({
  name: 'panic',
  aliases: [],
  about: 'pauses at once; /panic now closes everything too; /panic drill only shows it',
  args: { how: optional(choice('now or drill', ['now', 'drill'])) },
  role: 'trader',
  risk: 'reduces',
  run: async ({ how }, desk, who) => {
    if (how === 'drill') return { drill: rehearsed(desk) };
    const before = [...desk.state().account.positions.keys()];
    await panicked(desk, who, how === 'now');
    const { account, orders } = desk.state();
    const closed = account.closed.filter((trade) => before.includes(trade.position));
    return {
      done: {
        flattened: how === 'now',
        open: account.positions.size,
        closed: closed.length,
        stops: [...account.positions.keys()].some((id) => hasStop(orders, id)),
        net: closed.reduce((sum, trade) => sum + trade.profit, ZERO),
      },
    };
  },
  show: ({ drill, done }, desk) => (done === undefined ? drillReply(drill, desk) : doneReply(done, desk)),
});
