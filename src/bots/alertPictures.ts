import { candlePicture } from '../commands/cards/candlePicture.ts';
import { equityPicture } from '../commands/cards/equityPicture.ts';
import { isTest } from '../core/alerts/sample.ts';
import type { Desk } from '../core/desk/desk.ts';
import type { EventOf } from '../core/facts/events.ts';
import { fixed, toNumber } from '../core/money.ts';
import type { CandlePicture, Picture } from '../core/reply/picture.ts';
import { DAY, utcDay } from '../core/time.ts';

type Alert = EventOf<'alert'>;

/** The symbol that an alert is about, where a look at its candles helps; undefined for all others. */
function symbolOf({ alert, topic }: Alert, desk: Desk): string | undefined {
  const subject = topic.split(' ')[1] ?? '';
  const { account, proposals } = desk.state();
  switch (alert) {
    case 'signal':
    case 'divergence':
    case 'level':
      return subject;
    case 'proposed':
      return proposals.get(subject)?.plan.legs[0]?.symbol;
    case 'opened':
      return account.positions.get(Number(subject))?.symbol;
    case 'closed':
      return account.closed.findLast(({ position }) => position === Number(subject))?.symbol;
    default:
      return undefined;
  }
}

/** Entry, stop and targets of what is asked. */
function pricesOf({ topic }: Alert, desk: Desk): CandlePicture['prices'] {
  const leg = desk.state().proposals.get(topic.split(' ')[1] ?? '')?.plan.legs[0];
  if (leg === undefined) return [];
  const price = (text: string): number => toNumber(fixed(text));
  return [
    { name: 'entry', price: price(leg.price) },
    { name: 'stop', price: price(leg.stop) },
    ...leg.targets.map((target) => ({ name: 'target' as const, price: price(target.price) })),
  ];
}

/** The equity over the day or the week that a report is of. */
function reportPicture({ at, topic, reply }: Alert, desk: Desk): Promise<Picture | undefined> {
  const to = utcDay(at);
  const from = to - (topic.includes(' to ') ? 7 * DAY : DAY);
  return equityPicture(desk, { title: reply.title.split(':')[0] ?? 'Equity', from, to });
}

/** The candles that an alert is about, as they stand now, with what it asks or has done on them; of a report, the equity. */
export async function alertPicture(alert: Alert, desk: Desk): Promise<Picture | undefined> {
  if (isTest(alert)) return undefined;
  if (alert.alert === 'report') return reportPicture(alert, desk);
  const symbol = symbolOf(alert, desk);
  const timeframe = symbol === undefined ? undefined : desk.study.decisionTimeframe(symbol);
  if (symbol === undefined || timeframe === undefined) return undefined;
  const bars = desk.market.bars(symbol, timeframe);
  if (bars === undefined || bars.end === bars.first) return undefined;
  const picture = await candlePicture(bars, desk);
  return alert.alert === 'proposed' ? { ...picture, prices: pricesOf(alert, desk) } : picture;
}
