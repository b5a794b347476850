import type { Choices } from '../../core/desk/arguments.ts';
import type { Read } from '../../core/desk/read.ts';
import { type OrderSize, sizeWord } from '../../core/execution/orderSize.ts';
import type { Instrument } from '../../core/market/instrument.ts';
import { div, type Fixed, fixed, fromNumber, mul, ONE, toStep, ZERO } from '../../core/money.ts';
import { currencyOf } from '../../core/reply/currency.ts';
import { moneyText, quantityText, shortName } from '../../core/reply/format.ts';
import { belowMinimum, leastQuantity } from '../../core/risk/sizing.ts';
import type { Position } from '../../core/state/position.ts';
import type { PositionPart } from '../kinds/part.ts';

/** Why a part cannot be taken off, and a part that can be, as it is typed. */
export type NoPart = { readonly why: string; readonly expected?: string; readonly passing?: string };

/** What is not on its way out already. */
export const leftOf = ({ id, quantity }: Position, desk: Read): Fixed =>
  quantity - (desk.state().exits.get(id)?.quantity ?? ZERO);

type Of = { readonly position: Position; readonly instrument: Instrument; readonly price: Fixed; readonly held: Fixed };

/** Base quantity that an amount is of a position, on the step; text says why it is none. */
function quantityOf(size: OrderSize, { position, instrument, price }: Of): Fixed | string {
  switch (size.unit) {
    case 'R':
      // One R is what was put at risk by all that was entered.
      return position.risk <= ZERO
        ? `${position.id} has no R of its own: nothing was put at risk`
        : toStep(mul(position.entered, size.amount, 'down'), instrument.step, 'down');
    case 'base':
      return size.base === instrument.base
        ? toStep(size.amount, instrument.step, 'down')
        : `${sizeWord(size)} is no amount of ${instrument.base}`;
    case 'quote':
      return toStep(div(size.amount, price, 'down'), instrument.step, 'down');
    case 'equity':
      return 'A per cent is of the position';
  }
}

const UNITS = [2, 3, 4, 6, 8, 12] as const;

/** Ways to type about a quantity in the unit that was used, the shortest first. */
function wordsFor(
  quantity: Fixed,
  part: PositionPart,
  { position, instrument, price, held }: Of,
  rounding: 'up' | 'down',
  currency: string,
): readonly string[] {
  const unit = part.unit === 'share' ? '%' : part.size.unit;
  const rounded = (amount: Fixed) => UNITS.map((digits) => toStep(amount, ONE / 10n ** BigInt(digits), rounding));
  const words = (amount: Fixed, suffix: string): readonly string[] => rounded(amount).map((one) => `${plain(one)}${suffix}`);
  if (unit === '%') return words(held <= ZERO ? ZERO : div(quantity * 100n, held, rounding), '%');
  if (unit === 'R' && position.entered > ZERO) return words(div(quantity, position.entered, rounding), 'R');
  if (unit === 'quote') return words(mul(quantity, price, rounding), ` ${currency}`);
  return [`${plain(quantity)} ${instrument.base}`];
}

const plain = (amount: Fixed): string => sizeWord({ unit: 'quote', amount });

/** The size that a word of `wordsFor` stands for. */
function sizeIn(word: string, { instrument }: Of): PositionPart {
  const figure = fixed(/^[\d.]+/.exec(word)?.[0] ?? '0');
  if (word.endsWith('%')) return { unit: 'share', share: Number(word.slice(0, -1)) / 100 };
  if (word.endsWith('R')) return { unit: 'amount', size: { unit: 'R', amount: figure }, text: word };
  return word.endsWith(` ${instrument.base}`)
    ? { unit: 'amount', size: { unit: 'base', amount: figure, base: instrument.base }, text: word }
    : { unit: 'amount', size: { unit: 'quote', amount: figure }, text: word };
}

/** The quantity to take off, of what is not on its way out already; or why there is none. */
export function partOf(position: Position, part: PositionPart, desk: Read): Fixed | NoPart {
  const instrument = desk.market.instrument(position.symbol);
  const last = desk.market.quote(position.symbol)?.last;
  if (instrument === undefined || last === undefined) return { why: 'It has no price now' };
  if (position.paired) return { why: 'It is one leg of a pair: less of it would be no hedge', passing: 'all' };
  const held = leftOf(position, desk);
  if (held <= ZERO) return { why: 'All of it is on its way out already' };
  return taken(part, { position, instrument, price: fromNumber(last), held }, desk, true);
}

/** `offers`: looks for what would pass where this does not. */
function taken(part: PositionPart, of: Of, desk: Read, offers: boolean): Fixed | NoPart {
  const { position, instrument, price, held } = of;
  const quantity =
    part.unit === 'share'
      ? toStep(mul(held, fromNumber(part.share), 'down'), instrument.step, 'down')
      : quantityOf(part.size, of);
  if (typeof quantity === 'string') {
    const passing = offers && typeof taken({ unit: 'share', share: 0.5 }, of, desk, false) === 'bigint' ? '50%' : '100%';
    return { why: quantity, expected: `Expected a share of it, such as ${passing}`, passing };
  }
  const offered = (bound: Fixed, rounding: 'up' | 'down'): string | undefined =>
    offers
      ? wordsFor(bound, part, of, rounding, currencyOf(desk)).find(
          (word) => typeof taken(sizeIn(word, of), of, desk, false) === 'bigint',
        )
      : undefined;
  if (quantity > held) {
    const passing = offered(held, 'down');
    const why = `${quantityText(quantity)} is more than the ${quantityText(held)} that is held`;
    return passing === undefined ? { why } : { why, expected: `Expected at most ${passing}`, passing };
  }
  const small = quantity === position.quantity ? undefined : belowMinimum(instrument, quantity, price);
  if (small === undefined) return quantity;
  const passing = offered(leastQuantity(instrument, price), 'up');
  return passing === undefined
    ? { why: small, expected: 'Expected the whole: no part of it is large enough' }
    : { why: small, expected: `Expected at least ${passing}`, passing };
}

const SHARES: readonly (readonly [string, number])[] = [
  ['25 %', 0.25],
  ['50 %', 0.5],
  ['75 %', 0.75],
  ['100 %', 1],
];

/** The shares of a position that can be taken off now, as they are offered. */
export function partChoices(position: Position | undefined, desk: Read): Choices {
  if (position === undefined) return { asks: 'How much?', all: [], none: 'No position is open' };
  const last = desk.market.quote(position.symbol)?.last;
  const name = `${position.id} ${shortName(position.symbol)}`;
  const all = SHARES.flatMap(([label, share]) => {
    const quantity = partOf(position, { unit: 'share', share }, desk);
    if (typeof quantity !== 'bigint' || last === undefined) return [];
    return [
      { word: `${share * 100}%`, label: `${label} · ${moneyText(mul(quantity, fromNumber(last), 'nearest'), currencyOf(desk))}` },
    ];
  });
  const whole = partOf(position, { unit: 'share', share: 1 }, desk);
  return {
    asks: `How much of ${name}?`,
    all,
    none: `${name} cannot be reduced`,
    lines: typeof whole === 'bigint' ? [] : [whole.why],
  };
}

/** Whether that is all there is of it: it is asked about before it is done. */
export const isWhole = (position: Position, quantity: Fixed): boolean => quantity === position.quantity;
