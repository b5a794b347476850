import { isTest } from '../core/alerts/sample.ts';
import type { Desk } from '../core/desk/desk.ts';
import type { EventOf } from '../core/facts/events.ts';
import { moneyText, shortName } from '../core/reply/format.ts';
import type { Button, Reply } from '../core/reply/reply.ts';
import { textWithoutMoney, withoutMoney } from '../core/reply/withoutMoney.ts';
import { hidesMoney } from '../core/state/messagePreferences.ts';
import type { DeskState } from '../core/state/state.ts';
import { iso } from '../core/time.ts';
import type { Place } from './chat.ts';

type Alert = EventOf<'alert'>;

/** An alert as a chat shows it. */
export type AlertCard = {
  readonly reply: Reply;
  /** The card whose story it goes on with, by its topic; undefined for the first of its kind. */
  readonly follows: string | undefined;
  /** What became of that card, where its story ends with this: it is drawn with it for the last time, without buttons. */
  readonly ends: string | undefined;
  /** The position whose thread it belongs into, where a platform has threads. */
  readonly thread: number | undefined;
};

/** The words of a topic after the first: `signal BTC/USDT buy` is about BTC/USDT. */
const about = ({ topic }: Alert): string => topic.split(' ')[1] ?? '';

/** The position that a topic names, such as `closed 7`. */
const positionOf = ({ topic }: Alert): number => Number(/\b(\d+)\b/.exec(topic)?.[1] ?? Number.NaN);

const symbolButtons = (symbol: string): readonly Button[] => {
  const name = shortName(symbol);
  return [
    { label: 'Why', line: `/why ${name}` },
    { label: 'Chart', line: `/chart ${name}` },
  ];
};

const ofSymbol = (alert: Alert): readonly Button[] => symbolButtons(about(alert));

const ofPosition = (alert: Alert, desk: Desk): readonly Button[] => {
  const id = positionOf(alert);
  if (!desk.state().account.positions.has(id)) return [];
  return [
    { label: 'Close', line: `/close ${id} now` },
    { label: 'Half', line: `/reduce ${id} half now` },
    { label: 'Stop to entry', line: `/stop ${id} be now` },
    { label: 'Position', line: `/position ${id}` },
  ];
};

const ofClosed = (alert: Alert, desk: Desk): readonly Button[] => {
  const id = positionOf(alert);
  const trade = desk.state().account.closed.findLast(({ position }) => position === id);
  return [
    ...(trade === undefined ? [] : symbolButtons(trade.symbol)),
    { label: 'Position', line: `/position ${id}` },
    { label: 'Today', line: '/profit today' },
  ];
};

/** A dangerous button never stands beside the one that approves: two a row, and these are four. */
const ofProposal = (alert: Alert, desk: Desk): readonly Button[] => {
  const proposal = desk.state().proposals.get(about(alert));
  if (proposal?.status !== 'waiting') return [];
  const symbol = shortName(proposal.plan.legs[0]?.symbol ?? '');
  return [
    { label: '✓ Approve', line: `/approve ${proposal.id}` },
    { label: '½ Half', line: `/halve ${proposal.id}` },
    { label: 'Details', line: `/why ${symbol} ${iso(proposal.plan.at)}` },
    { label: '✗ Reject', line: `/reject ${proposal.id}` },
  ];
};

const PAUSE: Button = { label: 'Pause entries', line: '/pause' };
const POSITIONS: Button = { label: 'Positions', line: '/positions' };
const RISK: Button = { label: 'Risk', line: '/risk' };

/** What each alert offers; those that are not named here offer nothing. */
const BUTTONS: Readonly<Record<string, (alert: Alert, desk: Desk) => readonly Button[]>> = {
  proposed: ofProposal,
  'proposal reminder': ofProposal,
  opened: ofPosition,
  closed: ofClosed,
  signal: ofSymbol,
  refused: (alert) => [...ofSymbol(alert).slice(0, 1), RISK],
  divergence: ofSymbol,
  level: ofSymbol,
  'stop moved': ofPosition,
  'target moved': ofPosition,
  'risk grade': ofPosition,
  unprotected: (alert, desk) => [...ofPosition(alert, desk).slice(0, 1), POSITIONS],
  'order trouble': () => [{ label: 'Orders', line: '/orders' }, POSITIONS],
  'risk used': () => [PAUSE, POSITIONS, RISK],
  halted: () => [RISK, POSITIONS, { label: 'Status', line: '/status' }],
  report: () => [
    { label: 'Week', line: '/profit week' },
    { label: 'Trades', line: '/trades' },
    { label: 'Why not', line: '/whynot' },
  ],
};

/** What is told in the thread of a position. What is critical is not: a thread is read by few. */
const IN_THREAD: readonly string[] = ['closed', 'stop moved', 'target moved', 'risk grade', 'partial fill'];

/** The topic of the card that an alert goes on with. */
function followed(alert: Alert): string | undefined {
  if (alert.alert === 'proposal ended' || alert.alert === 'proposal reminder') return `proposal ${about(alert)}`;
  if (IN_THREAD.includes(alert.alert) || alert.alert === 'unprotected' || alert.alert === 'exit dropped')
    return `position ${positionOf(alert)}`;
  return undefined;
}

/** What became of the card that an alert ends; a closing says its result too. */
function ending({ alert, reply: { title, lines } }: Alert): string | undefined {
  if (alert === 'proposal ended') return title;
  return alert === 'closed' ? [title, ...lines.slice(0, 1)].join(': ') : undefined;
}

/** An alert as a place may be told it: without amounts where they are hidden. */
export function alertFor(alert: Alert, place: Place, state: Pick<DeskState, 'notices'>): Alert {
  if (!hidesMoney(state.notices, place)) return alert;
  const { title, lines } = alert.reply;
  return { ...alert, reply: alert.withoutMoney ?? { title: textWithoutMoney(title), lines: lines.map(textWithoutMoney) } };
}

/** The stored words of an alert, with what can be done about it as things stand now. */
export function alertCard(alert: Alert, desk: Desk): AlertCard {
  if (isTest(alert))
    return { reply: { ...alert.reply, topic: alert.topic }, follows: undefined, ends: undefined, thread: undefined };
  const buttons = BUTTONS[alert.alert]?.(alert, desk) ?? [];
  return {
    reply: { ...alert.reply, topic: alert.topic, ...(buttons.length === 0 ? {} : { buttons }) },
    follows: followed(alert),
    ends: ending(alert),
    thread: alert.alert === 'opened' || IN_THREAD.includes(alert.alert) ? positionOf(alert) : undefined,
  };
}

/** What the thread of a position is called in a place: `7 SOL long`, and with its result once it is closed: `7 SOL long +14.25`. */
export function threadName(position: number, place: Place, desk: Desk): string {
  if (hidesMoney(desk.state().notices, place)) return withoutMoney(() => nameOf(position, desk));
  return nameOf(position, desk);
}

function nameOf(position: number, desk: Desk): string {
  const { account } = desk.state();
  const trade = account.closed.findLast((one) => one.position === position);
  const { symbol, direction } = trade ?? account.positions.get(position) ?? { symbol: '', direction: '' };
  return [position, shortName(symbol), direction, trade === undefined ? '' : moneyText(trade.profit, true)]
    .filter((word) => word !== '')
    .join(' ');
}
