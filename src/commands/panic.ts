import { z } from 'zod';
import { optional } from '../core/desk/arguments.ts';
import { defineCommand } from '../core/desk/command.ts';
import type { OwnDesk } from '../core/desk/ownDesk.ts';
import type { Read } from '../core/desk/read.ts';
import { exact } from '../core/desk/wire.ts';
import type { DeepReadonly } from '../core/facts/deepReadonly.ts';
import { decimal, ZERO } from '../core/money.ts';
import { currencyOf, profitText } from '../core/reply/currency.ts';
import { counted, moneyText, quantityText, shortName } from '../core/reply/format.ts';
import type { Notation } from '../core/reply/notation.ts';
import type { Reply } from '../core/reply/reply.ts';
import { hasStop } from '../core/state/orders.ts';
import { factsOf, factsSchema, oldPriceLines, openedFrom } from './cards/position.ts';
import { choice } from './kinds/choice.ts';

/** Pauses and stops every entry; with `flatten` also asks every position out. */
async function panicked(desk: OwnDesk, flatten: boolean): Promise<void> {
  const state = desk.state();
  await desk.act(
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

const drillSchema = z.object({
  kind: z.literal('drill'),
  /** Equity at 00:00 UTC of the day on which the first of them was opened. */
  from: exact,
  entries: z.number().int(),
  resting: z.number().int(),
  leaving: z.number().int(),
  positions: z.array(factsSchema),
  net: exact,
  /** Positions whose price is not known now: their exit waits for one. */
  priceless: z.number().int(),
});
type Drill = DeepReadonly<z.infer<typeof drillSchema>>;

/** What `/panic now` would do as things stand; nothing is done. */
function rehearsed(desk: Read): Drill {
  const { account, entries, orders, exits } = desk.state();
  const facts = [...account.positions.values()].map((position) => factsOf(position, desk));
  return {
    kind: 'drill',
    from: openedFrom(desk),
    entries: entries.size,
    resting: orders.working.size,
    leaving: exits.size,
    positions: facts,
    net: facts.reduce((sum, one) => sum + one.profit, ZERO),
    priceless: facts.filter(({ priceAge }) => priceAge !== undefined).length,
  };
}

function drillReply(drill: Drill, notation: Notation): Reply {
  const { positions } = drill;
  const currency = currencyOf(notation);
  const net = positions.reduce((sum, one) => sum + one.printed, ZERO);
  return {
    title: '🛑 Drill: nothing was done',
    lines: [
      'Entries would be paused until /resume',
      ...(drill.entries > 0 ? [`${drill.entries} under way would be stopped`] : []),
      positions.length === 0 ? 'No position is open' : `${counted(positions.length, 'position')} would be closed at market:`,
      ...positions.map(
        (one) =>
          `  ${one.id} ${shortName(one.symbol)} ${one.direction} ${quantityText(one.quantity)}: ${moneyText(one.printed, currency, true)}`,
      ),
      ...(positions.length > 0 ? [`About ${profitText(net, notation, drill.from)}, fees and slippage in it`] : []),
      ...(drill.priceless > 0 ? [`${drill.priceless} without a price now: closed at the next one`] : []),
      ...(drill.resting > 0 ? [`${drill.resting} resting orders would go with them`] : []),
      ...(drill.leaving > 0 ? [`${drill.leaving} on the way out already`] : []),
      'In earnest: /panic now',
    ],
  };
}

const doneSchema = z.object({
  kind: z.literal('done'),
  from: exact,
  flattened: z.boolean(),
  open: z.number().int(),
  closed: z.number().int(),
  /** Whether a stop still rests for what is open. */
  stops: z.boolean(),
  /** What is open at a price that is old. */
  old: z.array(factsSchema),
  net: exact,
});
type Done = DeepReadonly<z.infer<typeof doneSchema>>;

const doneReply = ({ from, flattened, open, closed, stops, old, net }: Done, notation: Notation): Reply => ({
  title: flattened ? (open === 0 ? '🛑 Flat and paused' : `🛑 Paused; ${counted(open, 'position')} on the way out`) : '🛑 Paused',
  lines: flattened
    ? [
        ...(closed > 0 ? [`${closed} closed: ${profitText(net, notation, from)}`] : []),
        ...oldPriceLines(old),
        ...(open > old.length ? [`It fills at the next known price${stops ? '; stops stay until then' : ''}`] : []),
        '/resume when it is over',
      ]
    : [
        open === 0 ? 'No position is open' : `${counted(open, 'position')} still open, with stops`,
        ...oldPriceLines(old),
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
  run: async ({ how }, desk) => {
    if (how === 'drill') return rehearsed(desk);
    const before = [...desk.state().account.positions.keys()];
    const from = openedFrom(desk);
    await panicked(desk, how === 'now');
    const { account, orders } = desk.state();
    const closed = account.closed.filter((trade) => before.includes(trade.position));
    return {
      kind: 'done' as const,
      from,
      flattened: how === 'now',
      open: account.positions.size,
      closed: closed.length,
      old: [...account.positions.values()].map((one) => factsOf(one, desk)).filter((one) => one.priceAge !== undefined),
      stops: [...account.positions.keys()].some((id) => hasStop(orders, id)),
      net: closed.reduce((sum, trade) => sum + trade.profit, ZERO),
    };
  },
  result: z.discriminatedUnion('kind', [drillSchema, doneSchema]),
  show: (made, notation) => (made.kind === 'drill' ? drillReply(made, notation) : doneReply(made, notation)),
});
