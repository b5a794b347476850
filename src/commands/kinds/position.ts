import type { ArgumentKind } from '../../core/command.ts';
import type { Desk } from '../../core/desk.ts';
import { baseOf } from '../../core/figures.ts';
import type { Position } from '../../core/ledger/position.ts';

const open = (desk: Desk): readonly Position[] => [...desk.state().account.positions.values()];

const listed = (desk: Desk): string => {
  const all = open(desk);
  return all.length === 0 ? 'No position is open' : `Open: ${all.map(({ id, symbol }) => `${id} ${baseOf(symbol)}`).join(', ')}`;
};

/** An open position by its id, or by its symbol where only one is open on it. */
export const position: ArgumentKind<Position> = {
  name: 'a position id or symbol',
  example: '7',
  parse(text, desk) {
    const wanted = text.toUpperCase();
    const found = open(desk).filter(({ id, symbol }) => String(id) === text || symbol === wanted || baseOf(symbol) === wanted);
    const [only] = found;
    if (found.length > 1) return { wrong: `${text} names ${found.length} positions`, expected: listed(desk) };
    return only === undefined ? { wrong: `There is no open position ${text}`, expected: listed(desk) } : { value: only };
  },
  complete: (prefix, desk) =>
    open(desk)
      .flatMap(({ id, symbol }) => [String(id), baseOf(symbol)])
      .filter((text) => text.startsWith(prefix.toUpperCase())),
};

/** One open position, or all of them. */
export const positions: ArgumentKind<readonly Position[]> = {
  name: 'a position id, a symbol, or all',
  example: '7',
  parse(text, desk) {
    if (text.toLowerCase() === 'all') return { value: open(desk) };
    const one = position.parse(text, desk);
    return 'wrong' in one ? one : { value: [one.value] };
  },
  complete: (prefix, desk) => [...position.complete(prefix, desk), ...['all'].filter((text) => text.startsWith(prefix))],
};
