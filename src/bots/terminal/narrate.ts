import type { DeskEvent, EventOf } from '../../core/facts/events.ts';
import type { Severity } from '../../core/facts/vocabulary.ts';
import type { MarketView } from '../../core/market/marketView.ts';
import { type Decimal, type Fixed, fixed, ZERO } from '../../core/money.ts';
import { moneyText, priceText, quantityText, quoteOf, rText, shortName } from '../../core/reply/format.ts';
import { replyInZone } from '../../core/reply/inZone.ts';
import type { Ms } from '../../core/time.ts';
import { placeOf, zoneTime } from '../../core/zone.ts';
import { tame } from '../cells.ts';
import { type Paint, paint, paintFigures, type Style, wrap } from './style.ts';

const ICONS: Readonly<Record<Severity, string>> = { info: '·', notice: '🔔', warning: '⚠️', critical: '🚨' };
const PAINTS: Readonly<Record<Severity, Paint>> = { info: 'dim', notice: 'cyan', warning: 'yellow', critical: 'red' };

/** At which order a position closed; every other reason is given in brackets. */
const AT: readonly string[] = ['stop', 'trailing stop', 'target'];

/** What happens as lines of text, in market time of the terminal's zone; undefined for the events that are not told. */
export type Narrator = (event: DeskEvent) => readonly string[] | undefined;

/** What the narrator looks up. */
export type Narrated = Pick<MarketView, 'instrument'> & {
  /** What is open of a position after the event that is told; undefined when it is not known. */
  openQuantity(position: number): Fixed | undefined;
  /** The time zone in which times are shown at the terminal. */
  zone(): string;
};

/** Tells openings, fills and closings in one line each and alerts by severity; a new day of that zone is announced by its date. */
export function createNarrator(market: Narrated, styleNow: () => Style): Narrator {
  let day = '';
  /** The terminal may be resized between two events. */
  let style = styleNow();

  const clock = (at: Ms): string => zoneTime(at, market.zone()).slice(11);

  const price = (symbol: string, amount: Decimal): string => priceText(fixed(amount), market.instrument(symbol)?.tick);

  const opened = (e: EventOf<'positionOpened'>): string =>
    `opened ${e.position} ${shortName(e.symbol)} ${e.direction} ${quantityText(fixed(e.quantity))} at ${price(e.symbol, e.price)} · stop ${price(e.symbol, e.stop)}`;

  const closed = (e: EventOf<'positionClosed'>): string =>
    `closed ${e.position} ${shortName(e.symbol)} ${AT.includes(e.why) ? `at ${e.why}` : `(${e.why})`} · ${moneyText(fixed(e.profit), quoteOf(e.symbol), true)} ${quoteOf(e.symbol)} · ${rText(e.r)}`;

  /** A fill that opens or closes a whole position is told by the line that says so. */
  function isTold(e: EventOf<'fill'>): boolean {
    const open = market.openQuantity(e.position);
    return open === ZERO || (e.purpose === 'entry' && open === fixed(e.quantity));
  }

  const filled = (e: EventOf<'fill'>): string =>
    `fill ${e.position} ${shortName(e.symbol)} ${e.side} ${quantityText(fixed(e.quantity))} at ${price(e.symbol, e.price)} · ${e.purpose} · fee ${moneyText(fixed(e.fee), quoteOf(e.symbol))}`;

  /** Information in one line, more severe alerts as they are. */
  function alerted(e: EventOf<'alert'>): readonly string[] | undefined {
    if (e.narrated === true && e.test !== true) return undefined;
    const reply = replyInZone(e.reply, market.zone(), e.at);
    const heading = `${clock(e.at)} ${ICONS[e.severity]} ${tame(reply.title)}`;
    const lines = reply.lines.map(tame);
    const shown = e.severity === 'info' ? [[heading, ...lines].join(' · ')] : [heading, ...lines.map((line) => `      ${line}`)];
    return shown.flatMap((line) => wrap(line, style.width)).map((line) => paint(line, PAINTS[e.severity], style));
  }

  function told(e: DeskEvent): readonly string[] | undefined {
    const line = (text: string): readonly string[] => wrap(`${clock(e.at)} ${text}`, style.width);
    switch (e.type) {
      case 'positionOpened':
        return line(opened(e));
      case 'positionClosed':
        return line(closed(e)).map((text) => paintFigures(text, style));
      case 'fill':
        return isTold(e) ? undefined : line(filled(e)).map((text) => paint(text, 'dim', style));
      case 'alert':
        return alerted(e);
      default:
        return undefined;
    }
  }

  const dated = (at: Ms, lines: readonly string[]): readonly string[] => {
    const zone = market.zone();
    const today = `${zoneTime(at, zone).slice(0, 10)} ${placeOf(zone)}`;
    if (today === day) return lines;
    day = today;
    return [paint(`— ${today} —`, 'dim', style), ...lines];
  };

  return (event) => {
    style = styleNow();
    const lines = told(event);
    return lines === undefined ? undefined : dated(event.at, lines);
  };
}
