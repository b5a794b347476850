import { z } from 'zod';
import { type Choices, named, required } from '../../core/desk/arguments.ts';
import { type Command, defineCommand, type Person } from '../../core/desk/command.ts';
import type { OwnDesk } from '../../core/desk/ownDesk.ts';
import type { Read } from '../../core/desk/read.ts';
import { fitted } from '../../core/execution/fitting.ts';
import { enteredAt, type ManualInput, planManual } from '../../core/execution/manualPlan.ts';
import { type Footed, type OrderSize, quantityOf, sizeWord } from '../../core/execution/orderSize.ts';
import { stopFor } from '../../core/execution/plan.ts';
import type { Plan } from '../../core/facts/plan.ts';
import { type Fixed, fixed, mul, toStep } from '../../core/money.ts';
import { currencyOf } from '../../core/reply/currency.ts';
import { asShown, moneyText, priceText, shortName } from '../../core/reply/format.ts';
import { clear } from '../../core/risk/clear.ts';
import { type PriceOrDistance, place } from '../kinds/figures.ts';
import { size as sizeKind } from '../kinds/size.ts';
import { symbol as symbolKind } from '../kinds/symbol.ts';
import { sizeChoices, symbolsToEnter } from './entryChoices.ts';
import { type Misplaced, placedOn } from './placing.ts';
import { spotShort } from './slip.ts';
import { type Refused, type SubmittedResult, submitted, submittedReply, submittedSchema } from './submitted.ts';

type Side = 'buy' | 'sell';

/** An order by hand as it was typed. */
type Wanted = {
  /** The command's name. */
  readonly command: string;
  readonly side: Side;
  readonly symbol: string;
  readonly size: OrderSize;
  readonly stop?: PriceOrDistance | undefined;
  readonly target?: PriceOrDistance | undefined;
};

/** The desk's own stop and target for such an entry now. */
function ownLevels(symbol: string, side: Side, desk: Read): ReturnType<typeof stopFor> | undefined {
  const [view, measures] = [desk.risk(), desk.study.measures(symbol)];
  const at = enteredAt({ symbol, side, measures, view });
  return 'why' in at ? undefined : stopFor(at, measures, view);
}

/** Where a stop or a target would rest, or why it cannot: each lies on its own side of the price, and not at it. */
function levelAt(
  what: 'stop' | 'target',
  to: PriceOrDistance,
  { symbol, side }: { readonly symbol: string; readonly side: Side },
  desk: Read,
): { readonly level: Fixed } | Misplaced {
  return placedOn({ symbol }, to, desk, (wanted, { instrument: { tick }, last }) => {
    const below = (side === 'buy') === (what === 'stop');
    const level = toStep(wanted, tick, below ? 'floor' : 'ceil');
    if (below ? level < toStep(last, tick, 'floor') : level > toStep(last, tick, 'ceil')) return { level };
    const now = priceText(last, tick);
    const own = ownLevels(symbol, side, desk)?.[what];
    const such = own === undefined ? '' : `, such as ${priceText(own, tick)}`;
    return {
      why:
        level === toStep(last, tick, below ? 'floor' : 'ceil')
          ? `A ${what} at ${priceText(level, tick)} is at the price itself`
          : `A ${what} at ${priceText(level, tick)} is on the wrong side of ${now}`,
      expected: `${below ? 'below' : 'above'} ${now}${such}`,
    };
  });
}

/** `0.1R (998.40 USDT)`; an amount of the currency as it is typed. */
export const sizeShown = (size: OrderSize, at: Footed, currency: string): string => {
  const typed =
    size.unit === 'quote' && asShown(size.amount, currency) === size.amount ? moneyText(size.amount, currency) : sizeWord(size);
  if (size.unit === 'quote') return `${typed} ${currency}`;
  return `${typed} (${moneyText(mul(quantityOf(size, at), at.price, 'nearest'), currency)} ${currency})`;
};

const levelWord = (to: PriceOrDistance, tick: Fixed | undefined): string =>
  to.kind === 'price'
    ? priceText(to.price, tick).replaceAll(',', '')
    : to.kind === 'entry'
      ? 'be'
      : `${to.share > 0 ? '+' : ''}${Number((to.share * 100).toPrecision(12))}%`;

/** The line that asks for it. */
function lineOf({ command, symbol, size, stop, target }: Wanted, desk: Read): string {
  const tick = desk.market.instrument(symbol)?.tick;
  return [
    `/${command} ${shortName(symbol)} ${sizeWord(size)}`,
    ...(stop === undefined ? [] : [`stop ${levelWord(stop, tick)}`]),
    ...(target === undefined ? [] : [`target ${levelWord(target, tick)}`]),
  ].join(' ');
}

/** The plan of it, or why it cannot be had. `instead` is the nearest that could be, one thing changed. */
type Weighed = { readonly plan: Plan } | Refusing;
type Refusing = { readonly why: string; readonly expected?: string | undefined; readonly instead?: Wanted | undefined };

/** The stop or the target that is wanted, where one is, or why it cannot be; `instead` has the desk's own in its place. */
function levelOf(
  what: 'stop' | 'target',
  wanted: Wanted,
  desk: Read,
): { readonly stop?: Fixed; readonly target?: Fixed } | Refusing {
  const { symbol, side } = wanted;
  const to = wanted[what];
  if (to === undefined) return {};
  const found = levelAt(what, to, { symbol, side }, desk);
  if (!('why' in found)) return { [what]: found.level };
  const own = ownLevels(symbol, side, desk)?.[what];
  return { ...found, instead: { ...wanted, [what]: own === undefined ? undefined : { kind: 'price', price: own } } };
}

function weighed(wanted: Wanted, desk: Read, decision: string): Weighed {
  const { side, symbol, size } = wanted;
  const [view, measures] = [desk.risk(), desk.study.measures(symbol)];
  const stop = levelOf('stop', wanted, desk);
  if ('why' in stop) return stop;
  const target = levelOf('target', wanted, desk);
  if ('why' in target) return target;
  const input: Omit<ManualInput, 'size'> = { decision, symbol, side, measures, view, ...stop, ...target };
  const at = enteredAt(input);
  if ('why' in at) return at;
  const { base } = at.instrument;
  if (size.unit === 'base' && size.base !== base)
    return {
      why: `${sizeWord(size)} is no amount of ${base}`,
      expected: `an amount of ${base}, or of ${currencyOf(desk)}`,
      instead: { ...wanted, size: { unit: 'R', amount: fixed('0.1') } },
    };
  const fits = fitted(size, (other) => planManual({ ...input, size: other }), at, view);
  if ('plan' in fits) return outOfReach(fits.plan, wanted, desk) ?? fits;
  const { why, bound, passing } = fits;
  if (passing === undefined) return { why, expected: 'another time: no amount passes every rule now' };
  return {
    why,
    expected: `at ${bound} ${sizeShown(passing, at, currencyOf(desk))}`,
    instead: { ...wanted, size: passing },
  };
}

/** Why a stop that was given lets no size pass, however right its side is: the nearest one that does is the desk's own. */
function outOfReach(plan: Plan, wanted: Wanted, desk: Read): Weighed | undefined {
  const { side, symbol, stop } = wanted;
  const clearing = clear(plan, desk.risk());
  const own = ownLevels(symbol, side, desk)?.stop;
  if (!('refused' in clearing) || stop === undefined || own === undefined) return undefined;
  const instead: Wanted = { ...wanted, stop: { kind: 'price', price: own } };
  if (stop.kind === 'price' && stop.price === own) return undefined;
  if (passingNear(instead, desk, plan.decision) === undefined) return undefined;
  const price = priceText(own, desk.market.instrument(symbol)?.tick);
  return { why: clearing.refused, expected: `another stop, such as ${price}`, instead };
}

/** Changes before an example passes: its stop, its target, its size. */
const MOST_CHANGES = 4;

/** The nearest to what was wanted that passes; undefined where nothing does. */
function passingNear(wanted: Wanted | undefined, desk: Read, decision: string): Wanted | undefined {
  let near = wanted;
  for (let i = 0; i < MOST_CHANGES && near !== undefined; i++) {
    const next = weighed(near, desk, decision);
    if ('plan' in next) return 'cleared' in clear(next.plan, desk.risk()) ? near : undefined;
    near = next.instead;
  }
  return undefined;
}

/** What it refuses, with the number that would pass and a line that does. */
function refusedWith(found: Exclude<Weighed, { plan: Plan }>, desk: Read, decision: string): Refused {
  const instead = passingNear(found.instead, desk, decision);
  return {
    kind: 'refused',
    why: found.why,
    ...(found.expected === undefined ? {} : { expected: found.expected }),
    ...(instead === undefined ? {} : { example: lineOf(instead, desk) }),
  };
}

/** What an entry on a symbol can be of. */
function amounts(side: Side, symbol: string | undefined, desk: Read): Choices {
  if (symbol === undefined) return { asks: 'How much?', all: [], none: 'Which symbol?' };
  const name = shortName(symbol);
  const verb = side === 'buy' ? 'Buy' : 'Sell';
  const none = (why: string): Choices => ({ asks: `${verb} how much?`, all: [], none: `${verb} ${name}: not now`, lines: [why] });
  const spot = side === 'sell' ? spotShort(symbol, 'sell', desk) : undefined;
  if (spot !== undefined) return none(spot.expected === undefined ? spot.why : `${spot.why}. Expected ${spot.expected}`);
  const [view, measures] = [desk.risk(), desk.study.measures(symbol)];
  const input = { decision: desk.requestId(`${side} ${symbol} amounts`), symbol, side, measures, view };
  const at = enteredAt(input);
  if ('why' in at) return none(at.why);
  const usual: OrderSize = { unit: 'R', amount: fixed('1') };
  const planOf = (size: OrderSize) => planManual({ ...input, size });
  const found = sizeChoices({ asks: `${verb} how much ${name}?`, none: `${verb} ${name}: not now`, usual }, planOf, at, desk);
  if (found.all.length > 0) return { ...found, lines: [footLine(at, desk)] };
  const planned = weighed({ command: side, side, symbol, size: usual }, desk, input.decision);
  return { ...found, lines: ['plan' in planned ? refusalOf(planned.plan, desk) : planned.why] };
}

/** `At 42,180.5, stop 41,336.9; 1R is 199.94 USDT`: what the sizes go by. */
function footLine({ price, stop, r, instrument: { tick } }: Footed, desk: Read): string {
  const currency = currencyOf(desk);
  return `At ${priceText(price, tick)}, stop ${priceText(stop, tick)}; 1R is ${moneyText(r, currency)} ${currency}`;
}

/** What the rules say of a plan that they refuse whatever its size. */
function refusalOf(plan: Plan, desk: Read): string {
  const clearing = clear(plan, desk.risk());
  return 'refused' in clearing ? clearing.refused : 'No amount passes every rule now';
}

type Entered = SubmittedResult & { readonly symbol: string };

const decisionOf = ({ command, symbol, size }: Wanted, desk: Read, { id }: Person): string =>
  desk.requestId(`${command} ${symbol} ${sizeWord(size)} ${id}`);

/** Enters what was asked for, or nothing: what cannot be had as large as that is refused with what could. */
export async function enter(wanted: Wanted, desk: OwnDesk, who: Person): Promise<Entered> {
  const { command, side, symbol } = wanted;
  const spot = side === 'sell' ? spotShort(symbol, command, desk) : undefined;
  if (spot !== undefined) return { symbol, ...submitted(spot, desk) };
  const decision = decisionOf(wanted, desk, who);
  const found = weighed(wanted, desk, decision);
  const outcome = 'plan' in found ? await desk.submit(found.plan) : refusedWith(found, desk, decision);
  return { symbol, ...submitted(outcome, desk) };
}

/** Enters as much of what was asked for as the rules let through. */
export async function enterMost(wanted: Wanted, desk: OwnDesk, who: Person): Promise<Entered> {
  const { command, side, symbol, size } = wanted;
  const spot = side === 'sell' ? spotShort(symbol, command, desk) : undefined;
  if (spot !== undefined) return { symbol, ...submitted(spot, desk) };
  const [decision, measures, view] = [decisionOf(wanted, desk, who), desk.study.measures(symbol), desk.risk()];
  const planned = planManual({ decision, symbol, side, size, measures, view });
  const outcome = 'why' in planned ? { kind: 'refused' as const, ...planned } : await desk.submit(planned.plan);
  return { symbol, ...submitted(outcome, desk) };
}

/** An entry by hand: cleared by the same rules as any other and handed to the authority in force. */
export const defineEntry = ({ name, about }: { readonly name: Side; readonly about: string }): Command =>
  defineCommand({
    name,
    aliases: [],
    about,
    args: {
      symbol: required(symbolKind),
      amount: required(sizeKind),
      stop: named(place),
      target: named({ ...place, example: '+4%' }),
    },
    choices: { symbol: (_given, desk) => symbolsToEnter(name, desk), amount: ({ symbol }, desk) => amounts(name, symbol, desk) },
    role: 'trader',
    risk: 'adds',
    run: ({ symbol, amount, stop, target }, desk, who) =>
      enter({ command: name, side: name, symbol, size: amount, stop, target }, desk, who),
    result: submittedSchema.extend({ symbol: z.string() }),
    show: (result, notation) => submittedReply(`/${name} ${shortName(result.symbol)}`, result, notation),
  });
