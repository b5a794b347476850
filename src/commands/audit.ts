import { z } from 'zod';
import { optional } from '../core/desk/arguments.ts';
import { defineCommand } from '../core/desk/command.ts';
import { type DeskEvent, type EventType, eventSchema } from '../core/facts/events.ts';
import { fixed } from '../core/money.ts';
import { moneyText, quantityText, quoteOf, shortName } from '../core/reply/format.ts';
import { storedText, typedText } from '../core/reply/withoutMoney.ts';
import { clockTime, dateOf, timeText } from '../core/time.ts';
import { policyOf, policyText } from './cards/away.ts';
import { ruleText } from './cards/rule.ts';
import { count } from './kinds/figures.ts';

/** What people and limits did; fills and prices are in /trades and /orders. */
const TYPES: readonly EventType[] = [
  'started',
  'stopped',
  'logAccepted',
  'command',
  'settings',
  'paused',
  'resumed',
  'halted',
  'haltLifted',
  'proposed',
  'proposal',
  'because',
  'ruleProposed',
  'ruleAnswered',
  'cleared',
  'symbolSwitched',
  'person',
  'linked',
  'guildRole',
  'secondFactor',
  'locked',
  'lockEnded',
  'away',
  'ignored',
  'mapped',
  'placeMoved',
  'chat',
  'tested',
  'positionOpened',
  'positionClosed',
];

function saying(event: DeskEvent): string {
  switch (event.type) {
    case 'logAccepted':
      return `log accepted at row ${event.to.seq} by ${event.who}${event.from === undefined ? '' : `; row ${event.from.seq} had been written`}`;
    case 'command':
      return `${event.who}: ${typedText(event.line)}`;
    case 'settings':
      return `settings ${event.version} by ${event.who}: ${typedText(event.why)}`;
    case 'paused':
    case 'resumed':
      return `${event.type} by ${event.who}${event.why === '' ? '' : `: ${event.why}`}`;
    case 'halted':
    case 'haltLifted':
      return event.type === 'halted' ? `halted: ${event.halt}` : `${event.halt} halt ${storedText(event.says)}`;
    case 'proposed':
      return `${event.proposal} asked for ${event.plan.legs.map((leg) => shortName(leg.symbol)).join(', ')}`;
    case 'proposal':
      return `${event.proposal} ${event.to} by ${event.who}${event.why === '' ? '' : `: ${storedText(event.why)}`}`;
    case 'because':
      return `${event.proposal} rejected by ${event.name}: ${event.reason}`;
    case 'ruleProposed':
      return `${event.rule} proposed, ${event.proposals.length} × ${event.reason} by ${event.name}: ${ruleText(event.change)}`;
    case 'ruleAnswered':
      return `${event.rule} ${event.to} by ${event.who}`;
    case 'cleared':
      return `cleared ${event.plan.legs.map((leg) => `${leg.side} ${quantityText(fixed(leg.quantity))} ${shortName(leg.symbol)}`).join(', ')} for ${event.who}`;
    case 'symbolSwitched':
      return `${shortName(event.symbol)} ${event.allowed ? 'allowed' : 'denied'} by ${event.who}`;
    case 'person':
      return event.role === 'none'
        ? `${event.person} removed by ${event.who}${event.held === undefined ? '' : ': no Discord role keeps them'}`
        : `${event.person} ${event.name}: ${event.role} by ${event.who}`;
    case 'linked':
      return `${event.account} ${event.on ? 'speaks' : 'no longer speaks'} for ${event.person}, by ${event.who}`;
    case 'guildRole':
      return `Discord role ${event.guildRole} gives ${event.gives === 'none' ? 'nothing' : event.gives} by ${event.who}`;
    case 'secondFactor':
      return `one-time codes of ${event.person} ${event.state} by ${event.who}`;
    case 'locked':
      return `${event.name} locked until ${timeText(event.until)}${event.why === '' ? '' : `: ${typedText(event.why)}`}`;
    case 'lockEnded':
      return `the lock of ${event.holders.join(', ')} has ended`;
    case 'away':
      return event.policy === undefined
        ? `${event.name} is away no more`
        : `${event.name} is away ${policyText(policyOf(event.policy, new Map()), '')}`;
    case 'ignored':
      return `ignored ${event.count} from ${event.why} ${event.account} ${event.name}`;
    case 'mapped':
      return `${event.kind} on ${event.platform} ${event.place === undefined ? 'back to the usual place' : `to ${event.place}`} by ${event.who}`;
    case 'placeMoved':
      return `${event.from} became ${event.to}`;
    case 'chat':
      return `${event.platform} ${event.state}: ${event.says}`;
    case 'tested':
      return `${event.alert ?? 'every'} alert tested by ${event.who}`;
    case 'positionOpened':
      return `opened ${event.position} ${shortName(event.symbol)} ${event.direction}`;
    case 'positionClosed':
      return `closed ${event.position} ${shortName(event.symbol)} by ${event.why}: ${moneyText(fixed(event.profit), quoteOf(event.symbol), true)}`;
    default:
      return event.type;
  }
}

const USUAL = 15;

export const audit = defineCommand({
  name: 'audit',
  aliases: [],
  about: 'who did what, newest first; the log is hash-chained',
  args: { count: optional(count) },
  role: 'viewer',
  risk: 'none',
  run: async ({ count: wanted }, desk) =>
    (await desk.history({ types: TYPES, limit: wanted ?? USUAL })).map(({ seq, event }) => ({ seq, event })),
  result: z.array(z.object({ seq: z.number().int(), event: eventSchema })),
  show: (rows) => ({
    title: `Newest ${rows.length} audit rows`,
    lines: [
      ...rows.map(({ seq, event }) => `${seq} · ${dateOf(event.at)} ${clockTime(event.at)} · ${saying(event)}`),
      'Checked by: npx countersign audit verify',
    ],
  }),
});
