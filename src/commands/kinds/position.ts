import { z } from 'zod';
import type { ArgumentKind, Choices } from '../../core/desk/arguments.ts';
import type { Read } from '../../core/desk/read.ts';
import type { Instrument } from '../../core/market/instrument.ts';
import { currencyOf } from '../../core/reply/currency.ts';
import { moneyText, shortName } from '../../core/reply/format.ts';
import { instrumentFor } from '../../core/reply/spelling.ts';
import type { Position } from '../../core/state/position.ts';
import { factsOf } from '../cards/position.ts';

const open = (desk: Read): readonly Position[] => [...desk.state().account.positions.values()];

const listed = (desk: Read): string => {
  const all = open(desk);
  return all.length === 0
    ? 'No position is open'
    : `Open: ${all.map(({ id, symbol }) => `${id} ${shortName(symbol)}`).join(', ')}`;
};

/** The open positions that a text names: the one of that id, or those on that symbol. */
function named(text: string, desk: Read): readonly Position[] {
  const held = open(desk);
  if (/^\d+$/.test(text)) return held.filter(({ id }) => String(id) === text);
  const instruments = held
    .map(({ symbol }) => desk.market.instrument(symbol))
    .filter((one): one is Instrument => one !== undefined);
  const symbol = instrumentFor(text, instruments)?.symbol;
  return held.filter((position) => position.symbol === symbol);
}

/** `7 SOL long +14.25`: what is open, as it is offered. */
export const openChoices = (desk: Read): Choices => ({
  asks: 'Which position?',
  all: open(desk).map((one) => {
    const { id, symbol, direction, printed } = factsOf(one, desk);
    const profit = moneyText(printed, currencyOf(desk), true);
    return { word: String(id), label: `${id} ${shortName(symbol)} ${direction} ${profit}` };
  }),
  none: 'No position is open',
});

const id = z.number().int().positive();

/** An open position by its id, or by its symbol where only one is open on it. */
export const position: ArgumentKind<Position, number> = {
  name: 'a position id or symbol',
  example: '7',
  schema: id,
  json: (value) => value.id,
  parse(text, desk) {
    const found = named(text, desk);
    const [only] = found;
    if (found.length > 1) return { wrong: `${text} names ${found.length} positions`, expected: listed(desk) };
    if (only !== undefined) return { value: only };
    return {
      wrong: isClosed(text, desk) ? closedWords(text, desk) : `There is no open position ${text}`,
      expected: listed(desk),
    };
  },
  choices: openChoices,
  complete: (prefix, desk) =>
    open(desk)
      .flatMap(({ id, symbol }) => [String(id), shortName(symbol)])
      .filter((text) => text.startsWith(prefix.toUpperCase())),
};

/** Ids are given in turn and never again: one that was given and is not open is closed. */
const isClosed = (text: string, desk: Read): boolean => /^[1-9]\d*$/.test(text) && Number(text) <= desk.state().numbers.position;

/** What ended it is known of the newest ones without a look into the log. */
function closedWords(text: string, desk: Read): string {
  const closed = desk.state().account.closed.find((trade) => String(trade.position) === text);
  return `${text} is closed already${closed === undefined ? '' : `, by ${closed.why}`}`;
}

/** An open position, or the id of one that has been closed. */
export const anyPosition: ArgumentKind<Position | number, number> = {
  ...position,
  json: (value) => (typeof value === 'number' ? value : value.id),
  parse(text, desk) {
    const found = position.parse(text, desk);
    return 'wrong' in found && isClosed(text, desk) ? { value: Number(text) } : found;
  },
};

/** One open position, or all of them. */
export const positions: ArgumentKind<readonly Position[], number | 'all'> = {
  name: 'a position id, a symbol, or all',
  example: '7',
  schema: z.union([z.literal('all'), id]),
  json: ([first, ...more]) => (first === undefined || more.length > 0 ? 'all' : first.id),
  parse(text, desk) {
    if (text.toLowerCase() === 'all') return { value: open(desk) };
    const one = position.parse(text, desk);
    return 'wrong' in one ? one : { value: [one.value] };
  },
  choices(desk) {
    const { all, ...said } = openChoices(desk);
    return { ...said, all: all.length < 2 ? all : [...all, { word: 'all', label: `All ${all.length}` }] };
  },
  complete: (prefix, desk) => [...position.complete(prefix, desk), ...['all'].filter((text) => text.startsWith(prefix))],
};
