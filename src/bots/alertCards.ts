import type { Read } from '../core/desk/read.ts';
import type { AlertButton } from '../core/facts/alertData.ts';
import type { EventOf } from '../core/facts/events.ts';
import { currencyOf } from '../core/reply/currency.ts';
import { moneyText, shortName } from '../core/reply/format.ts';
import { replyInZone } from '../core/reply/inZone.ts';
import { textIn, toldIn } from '../core/reply/languages/list.ts';
import type { Button, Reply } from '../core/reply/reply.ts';
import { textWithoutMoney, withoutMoney } from '../core/reply/withoutMoney.ts';
import { hidesMoney, languageOf } from '../core/state/messagePreferences.ts';
import type { Proposal } from '../core/state/proposals.ts';
import type { DeskState } from '../core/state/state.ts';
import type { Place } from './chat.ts';

type Alert = EventOf<'alert'>;
type About = NonNullable<Alert['about']>;

const line = (label: string, text: string): Button => ({ label, line: text });

const ofSymbol = ({ symbol }: About, label: string, command: string): Button | undefined =>
  symbol === undefined ? undefined : line(label, `${command} ${shortName(symbol)}`);

/** Only while the position is open. */
const ofOpen = ({ position }: About, desk: Read, make: (id: number) => Button): Button | undefined =>
  position === undefined || !desk.state().account.positions.has(position) ? undefined : make(position);

/** Only while the proposal waits for an answer. */
function ofWaiting({ proposal }: About, desk: Read, make: (waiting: Proposal) => Button): Button | undefined {
  const found = desk.state().proposals.get(proposal ?? '');
  return found?.status === 'waiting' ? make(found) : undefined;
}

/** What each kind of button stands for, as things stand now; undefined where what it would act on is over. */
const BUTTONS: Readonly<Record<AlertButton, (about: About, desk: Read) => Button | undefined>> = {
  approve: (about, desk) => ofWaiting(about, desk, ({ id }) => line('✓ Approve', `/approve ${id}`)),
  halve: (about, desk) => ofWaiting(about, desk, ({ id }) => line('½ Half', `/halve ${id}`)),
  details: (about, desk) => ofWaiting(about, desk, ({ id }) => line('Details', `/approvals ${id}`)),
  reject: (about, desk) => ofWaiting(about, desk, ({ id }) => line('✗ Reject', `/reject ${id}`)),
  close: (about, desk) => ofOpen(about, desk, (id) => line('Close', `/close ${id} now`)),
  reduce: (about, desk) => ofOpen(about, desk, (id) => line('Half', `/reduce ${id} half now`)),
  breakEven: (about, desk) => ofOpen(about, desk, (id) => line('Stop to entry', `/stop ${id} be now`)),
  position: ({ position }) => (position === undefined ? undefined : line('Position', `/position ${position}`)),
  why: (about) => ofSymbol(about, 'Why', '/why'),
  chart: (about) => ofSymbol(about, 'Chart', '/chart'),
  today: () => line('Today', '/profit today'),
  pause: () => line('Pause entries', '/pause'),
  positions: () => line('Positions', '/positions'),
  risk: () => line('Risk', '/risk'),
  orders: () => line('Orders', '/orders'),
  status: () => line('Status', '/status'),
  week: () => line('Week', '/profit week'),
  trades: () => line('Trades', '/trades'),
  whyNot: () => line('Why not', '/whynot'),
};

/** The buttons of these kinds that have something to act on now, labeled in the language of a place. */
export function buttonsOf(kinds: readonly AlertButton[], about: About, place: Place, desk: Read): readonly Button[] {
  const language = languageOf(desk.state().notices, place);
  return kinds
    .flatMap((kind) => BUTTONS[kind](about, desk) ?? [])
    .map((button) => ({ ...button, label: textIn(language, button.label) }));
}

/** The position whose thread an alert belongs into. */
export const threadOf = ({ thread, about }: Alert): number | undefined => (thread === true ? about?.position : undefined);

/** What an alert writes on a card with such a topic: a line that stays, its last one, or one that the next takes the place of. */
export type Amendment = {
  readonly line: string;
  readonly ends: boolean;
  readonly passing: boolean;
  /** What the card itself says last from then on; as it was where it is left out. */
  readonly renewed?: string | undefined;
};

/** What an alert writes on the card of a topic, in its own words; undefined where it has nothing to do with it. */
export function amendment({ ends, adds, test, reply: { title, lines } }: Alert, topic: string): Amendment | undefined {
  if (test === true) return undefined;
  const line = (says: 'title' | 'titleAndResult'): string =>
    says === 'title' ? title : [title, ...lines.slice(0, 1)].join(': ');
  if (ends?.cards.includes(topic) === true) return { line: line(ends.says), ends: true, passing: false };
  if (adds?.cards.includes(topic) === true)
    return {
      line: line(adds.says),
      ends: false,
      passing: adds.passing === true,
      renewed: adds.renews === true ? lines[0] : undefined,
    };
  return undefined;
}

/** The topics of the cards that an alert writes on. */
export const amended = ({ ends, adds }: Alert): readonly string[] => [...(ends?.cards ?? []), ...(adds?.cards ?? [])];

/** The zone of whoever reads a place alone; UTC where several do. */
const zoneOf = (place: Place, people: DeskState['people']): string =>
  [...people.values()].find(({ accounts }) => accounts.has(place))?.zone ?? 'UTC';

/** An alert as a place may be told it: in its language, without amounts where they are hidden, its times in the zone of its only reader. */
export function alertFor(alert: Alert, place: Place, state: Pick<DeskState, 'notices' | 'people'>): Alert {
  const { title, lines } = alert.reply;
  const told = hidesMoney(state.notices, place)
    ? (alert.withoutMoney ?? { title: textWithoutMoney(title), lines: lines.map(textWithoutMoney) })
    : alert.reply;
  const words = toldIn(languageOf(state.notices, place), told);
  const reply = replyInZone(words, zoneOf(place, state.people), alert.at);
  return reply === alert.reply ? alert : { ...alert, reply };
}

/** An alert as a place may be told it, with what can be done about it as things stand now. */
export function alertCard(alert: Alert, place: Place, desk: Read): Reply {
  const { reply, topic, buttons = [], about = {} } = alertFor(alert, place, desk.state());
  const shown = buttonsOf(buttons, about, place, desk);
  return { ...reply, topic, ...(shown.length === 0 ? {} : { buttons: shown }) };
}

/** What the thread of a position is called in a place: `7 SOL long`, and with its result once it is closed: `7 SOL long +14.25`. */
export async function threadName(position: number, place: Place, desk: Read): Promise<string> {
  const open = desk.state().account.positions.get(position);
  const trade = open === undefined ? await desk.queries.trade(position) : undefined;
  const { symbol, direction } = trade ?? open ?? { symbol: '', direction: '' };
  const name = (): string =>
    [position, shortName(symbol), direction, trade === undefined ? '' : moneyText(trade.profit, currencyOf(desk), true)]
      .filter((word) => word !== '')
      .join(' ');
  return hidesMoney(desk.state().notices, place) ? withoutMoney(name) : name();
}
