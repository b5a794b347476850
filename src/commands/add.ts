import { z } from 'zod';
import { type ArgumentKind, type Choices, required } from '../core/desk/arguments.ts';
import { defineCommand } from '../core/desk/command.ts';
import type { Read } from '../core/desk/read.ts';
import { addedTo, planAdd } from '../core/execution/addPlan.ts';
import { fitted } from '../core/execution/fitting.ts';
import { type OrderSize, sizeWord } from '../core/execution/orderSize.ts';
import { footing, type Planned } from '../core/execution/plan.ts';
import { fixed } from '../core/money.ts';
import { currencyOf } from '../core/reply/currency.ts';
import { shortName } from '../core/reply/format.ts';
import type { Position } from '../core/state/position.ts';
import { sizeShown } from './cards/entry.ts';
import { sizeChoices } from './cards/entryChoices.ts';
import { type Refused, submitted, submittedReply, submittedSchema } from './cards/submitted.ts';
import { position as positionKind } from './kinds/position.ts';
import { size as sizeKind } from './kinds/size.ts';

/** As an entry of the position's own score and confidence would be sized. */
const USUAL = 'usual';

const addition: ArgumentKind<OrderSize | typeof USUAL, string> = {
  ...sizeKind,
  name: 'an amount: 200, 0.5R, 2%, 0.02 BTC or usual',
  example: '100',
  json: (value) => (value === USUAL ? value : sizeWord(value)),
  parse: (text, desk) => (text.toLowerCase() === USUAL ? { value: USUAL } : sizeKind.parse(text, desk)),
  complete: (prefix, desk) => [USUAL, ...sizeKind.complete(prefix, desk)].filter((word) => word.startsWith(prefix)),
};

/** How a position is added to as things stand. */
function adding(position: Position, desk: Read, decision: string) {
  const view = desk.risk();
  const measures = desk.study.measures(position.symbol);
  const at = footing(position.symbol, position.direction === 'long' ? 'buy' : 'sell', view);
  return {
    view,
    at: 'why' in at ? at : { ...at, ...addedTo(position, at, view) },
    plan: (size?: OrderSize): Planned => planAdd({ decision, position, size, measures, view }),
  };
}

/** What can be added to a position now. */
function amounts(position: Position | undefined, desk: Read): Choices {
  if (position === undefined) return { asks: 'How much?', all: [], none: 'No position is open' };
  const name = `${position.id} ${shortName(position.symbol)}`;
  const { at, plan } = adding(position, desk, desk.requestId(`add ${position.id} amounts`));
  const words = { asks: `Add how much to ${name}?`, none: `Nothing can be added to ${name} now` };
  if ('why' in at) return { ...words, all: [], lines: [at.why] };
  const usual = plan();
  const found = sizeChoices({ ...words, usual: { unit: 'R', amount: fixed('1') } }, plan, at, desk);
  return {
    ...found,
    all: 'plan' in usual ? [...found.all, { word: USUAL, label: 'As an entry now' }] : found.all,
    lines: 'why' in usual ? [usual.why] : [],
  };
}

/** What cannot be added, and what could be. */
function refusedSize(position: Position, size: OrderSize, desk: Read, decision: string): Refused | undefined {
  const { at, plan, view } = adding(position, desk, decision);
  if ('why' in at) return undefined;
  if (size.unit === 'R' && at.r <= 0n)
    return {
      kind: 'refused',
      why: `${position.id} has no R of its own: nothing was put at risk`,
      expected: 'an amount such as 100',
    };
  if (size.unit === 'base' && size.base !== at.instrument.base)
    return {
      kind: 'refused',
      why: `${sizeWord(size)} is no amount of ${at.instrument.base}`,
      expected: `an amount of ${at.instrument.base}`,
    };
  const fits = fitted(size, plan, at, view);
  if ('plan' in fits) return undefined;
  const { why, bound, passing } = fits;
  if (passing === undefined) return { kind: 'refused', why };
  return {
    kind: 'refused',
    why,
    expected: `at ${bound} ${sizeShown(passing, at, currencyOf(desk))}`,
    example: `/add ${position.id} ${sizeWord(passing)}`,
  };
}

/** Scaling in: the entry is averaged and the stop is for the whole position; the same rules clear it. */
export const add = defineCommand({
  name: 'add',
  aliases: ['scalein'],
  about: 'adds to a position: 200, 0.5R of its own, 2%, 0.02 BTC or usual',
  args: { position: required(positionKind), amount: required(addition) },
  choices: { amount: ({ position }, desk) => amounts(position, desk) },
  role: 'trader',
  risk: 'adds',
  run: async ({ position, amount }, desk, who) => {
    const size = amount === USUAL ? undefined : amount;
    const decision = desk.requestId(`add ${position.id} ${position.fees} ${who.id}`);
    const refused = size === undefined ? undefined : refusedSize(position, size, desk, decision);
    if (refused !== undefined) return { id: position.id, ...submitted(refused, desk) };
    const planned = adding(position, desk, decision).plan(size);
    const outcome = 'why' in planned ? { kind: 'refused' as const, why: planned.why } : await desk.submit(planned.plan);
    const became = submitted(outcome, desk);
    // Its R is the position's own.
    return { id: position.id, ...became, weighed: { ...became.weighed, r: position.risk } };
  },
  result: submittedSchema.extend({ id: z.number().int() }),
  show: (result, notation) => submittedReply(`/add ${result.id}`, result, notation),
});
