import { defineCommand, optional, required } from '../core/command.ts';
import { moneyText, quantityText, shortName } from '../core/figures.ts';
import { decimal, fromNumber, mul, toStep, ZERO } from '../core/money.ts';
import { reductionLine } from './cards/position.ts';
import { share as shareKind } from './kinds/figures.ts';
import { position as positionKind } from './kinds/position.ts';

const HALF = 0.5;

export const reduce = defineCommand({
  name: 'reduce',
  aliases: ['scaleout'],
  about: 'takes part of a position off at market, half unless said',
  args: { position: required(positionKind), share: optional(shareKind) },
  role: 'trader',
  risk: 'reduces',
  confirm: ({ position: chosen, share }, desk) => ({
    title: `Reduce ${chosen.id} ${shortName(chosen.symbol)}?`,
    lines: [reductionLine(chosen, share ?? HALF, desk)],
  }),
  run: async ({ position: chosen, share }, desk, who) => {
    const step = desk.market.instrument(chosen.symbol)?.step ?? 1n;
    const part = toStep(mul(chosen.quantity, fromNumber(share ?? HALF), 'down'), step, 'down');
    if (part > ZERO) {
      await desk.act({
        type: 'exitAsked',
        at: desk.now(),
        position: chosen.id,
        symbol: chosen.symbol,
        quantity: decimal(part),
        why: 'command',
        who: who.name,
      });
    }
    const left = desk.state().account.positions.get(chosen.id);
    return {
      id: chosen.id,
      symbol: chosen.symbol,
      asked: part,
      left: left?.quantity ?? ZERO,
      realised: (left?.realised ?? chosen.realised) - chosen.realised,
      filled: left?.quantity !== chosen.quantity,
    };
  },
  show: (at) =>
    at.asked === ZERO
      ? {
          title: `${at.id} ${shortName(at.symbol)} is too small to split`,
          lines: ['Less than one step would be left; close it whole', `Example: /close ${at.id}`],
          outcome: 'refused',
        }
      : {
          title: `${at.id} ${shortName(at.symbol)}: ${quantityText(at.asked)} ${at.filled ? 'taken off' : 'on the way out'}`,
          lines: [
            at.filled
              ? `${moneyText(at.realised, true)} before fees · ${quantityText(at.left)} left, stop and targets resized`
              : 'Fills at the next known price; the stop stays until then',
          ],
        },
});
