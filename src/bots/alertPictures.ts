import { candlePicture } from '../commands/cards/candlePicture.ts';
import { equityPicture } from '../commands/cards/equityPicture.ts';
import type { Read } from '../core/desk/read.ts';
import type { EventOf } from '../core/facts/events.ts';
import type { Plan } from '../core/facts/plan.ts';
import { fixed, toNumber } from '../core/money.ts';
import type { CandlePicture, Picture } from '../core/reply/picture.ts';

type Alert = EventOf<'alert'>;

/** Entry, stop and targets of what is asked. */
function pricesOf({ legs: [leg] }: Plan): CandlePicture['prices'] {
  if (leg === undefined) return [];
  const price = (text: string): number => toNumber(fixed(text));
  return [
    { name: 'entry', price: price(leg.price) },
    { name: 'stop', price: price(leg.stop) },
    ...leg.targets.map((target) => ({ name: 'target' as const, price: price(target.price) })),
  ];
}

/** The picture that an alert asks for: candles as they stand now, with what it asks or has done on them; or the equity of its time. */
export async function alertPicture({ picture, about }: Alert, desk: Read): Promise<Picture | undefined> {
  if (picture === undefined) return undefined;
  if (picture.kind === 'equity') return equityPicture(desk, picture);
  const plan = picture.kind === 'plan' ? desk.state().proposals.get(about?.proposal ?? '')?.plan : undefined;
  const symbol = about?.symbol ?? plan?.legs[0]?.symbol;
  const timeframe = symbol === undefined ? undefined : desk.study.decisionTimeframe(symbol);
  if (symbol === undefined || timeframe === undefined) return undefined;
  const bars = desk.market.bars(symbol, timeframe);
  if (bars === undefined || bars.end === bars.first) return undefined;
  const candles = await candlePicture(bars, desk);
  return plan === undefined ? candles : { ...candles, prices: pricesOf(plan) };
}
