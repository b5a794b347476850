import { describe, expect, it, test } from 'vitest';
import { ALERTS } from '../../../src/core/alerts/list.ts';
import type { AlertButton } from '../../../src/core/facts/alertData.ts';
import { eventSchema } from '../../../src/core/facts/events.ts';
import { MESSAGE_KINDS } from '../../../src/core/facts/messageKinds.ts';
import { HOUR } from '../../../src/core/time.ts';
import { alertNamed, sampleAlert } from '../../support/sampleAlerts.ts';

const AT = Date.UTC(2024, 0, 2, 12);
const samples = ALERTS.map((alert) => sampleAlert(alert, AT));
const sampleOf = (name: string) => sampleAlert(alertNamed(name), AT);

/** What chats have wished is kept by these names: one that is renamed would lose it. */
const NAMES = {
  approvals: ['away', 'grant ended', 'proposal ended', 'proposal reminder', 'proposal stands', 'proposed'],
  signals: ['divergence', 'level', 'price reached', 'signal'],
  trades: ['closed', 'exit dropped', 'opened', 'order trouble', 'partial fill', 'stop moved', 'target moved'],
  risk: ['halt lifted', 'halted', 'outgrown', 'refused', 'risk grade', 'risk used', 'unprotected'],
  reports: ['report'],
  system: [
    'chat',
    'codes locked',
    'data',
    'feed',
    'job failed',
    'job late',
    'left out',
    'rule failed',
    'started',
    'stopped',
    'stranger',
    'strategy failed',
  ],
};

test('every alert has its name and the kind of message that it is', () => {
  expect(new Set(Object.keys(NAMES))).toEqual(new Set(MESSAGE_KINDS));
  const found = Object.fromEntries(
    MESSAGE_KINDS.map((kind) => [
      kind,
      ALERTS.filter((one) => one.kind === kind)
        .map(({ name }) => name)
        .toSorted(),
    ]),
  );
  expect(found).toEqual(NAMES);
});

test.each(samples.map((event) => [event.alert, event] as const))(
  '%s is stored in the bytes in which it is read',
  (_name, event) => {
    expect(JSON.stringify(eventSchema.parse(JSON.parse(JSON.stringify(event))))).toBe(JSON.stringify(event));
  },
);

test('what costs money while nobody looks is critical', () => {
  expect(samples.filter(({ severity }) => severity === 'critical').map(({ alert }) => alert)).toEqual(
    expect.arrayContaining(['halted', 'order trouble', 'risk used', 'unprotected']),
  );
});

test('besides, a card that asks is urgent', () => {
  expect(samples.filter(({ urgent }) => urgent === true).map(({ alert }) => alert)).toEqual(['proposed']);
});

const POSITION: readonly AlertButton[] = ['close', 'reduce', 'breakEven', 'position'];
const ANSWER: readonly AlertButton[] = ['approve', 'halve', 'details', 'reject'];
const SYMBOL = { symbol: 'BTC/USDT' };
const HELD = { ...SYMBOL, position: 0 };

describe('the buttons of', () => {
  const offered = {
    proposed: [ANSWER, { proposal: 'A0' }],
    'proposal reminder': [ANSWER, { proposal: 'A0' }],
    opened: [POSITION, HELD],
    closed: [['why', 'chart', 'position', 'today'], HELD],
    signal: [['why', 'chart'], SYMBOL],
    divergence: [['why', 'chart'], SYMBOL],
    level: [['why', 'chart'], SYMBOL],
    refused: [['why', 'risk'], SYMBOL],
    'stop moved': [POSITION, HELD],
    'target moved': [POSITION, HELD],
    'risk grade': [POSITION, HELD],
    outgrown: [POSITION, HELD],
    unprotected: [['close', 'positions'], HELD],
    'order trouble': [['orders', 'positions'], SYMBOL],
    'risk used': [['pause', 'positions', 'risk'], undefined],
    halted: [['risk', 'positions', 'status'], undefined],
    away: [['positions', 'whyNot'], { person: 'p0' }],
    report: [['week', 'trades', 'whyNot'], undefined],
  } as const;
  it.each(Object.entries(offered))('%s', (name, [buttons, about]) => {
    expect(sampleOf(name)).toMatchObject(about === undefined ? { buttons } : { buttons, about });
  });
  it('all others are none', () => {
    expect(
      samples
        .filter(({ buttons }) => buttons !== undefined)
        .map(({ alert }) => alert)
        .toSorted(),
    ).toEqual(Object.keys(offered).toSorted());
  });
});

test.each([
  ['closed', { follows: 'position 0', ends: { cards: ['position 0'], says: 'titleAndResult' }, thread: true }],
  ['stop moved', { follows: 'position 0', ends: undefined, thread: true }],
  ['target moved', { follows: 'position 0', ends: undefined, thread: true }],
  ['risk grade', { follows: 'position 0', ends: undefined, thread: true }],
  ['partial fill', { follows: 'position 0', ends: undefined, thread: true }],
  ['opened', { follows: undefined, ends: undefined, thread: true }],
  // What is critical is read by all, not in a thread.
  ['unprotected', { follows: 'position 0', ends: undefined, thread: undefined }],
  ['exit dropped', { follows: 'position 0', ends: undefined, thread: undefined }],
  ['proposal reminder', { follows: 'proposal A0', ends: undefined, thread: undefined }],
  [
    'proposal ended',
    { follows: 'proposal A0', ends: { cards: ['proposal A0', 'proposal A0 reminder'], says: 'title' }, thread: undefined },
  ],
] as const)('%s goes on with its card', (name, card) => {
  const { follows, ends, thread } = sampleOf(name);
  expect({ follows, ends, thread }).toEqual(card);
});

test('a signal and a refusal are not told again for four hours, a halt is', () => {
  expect([alertNamed('signal').cooldown, alertNamed('refused').cooldown, alertNamed('halted').cooldown]).toEqual([
    4 * HOUR,
    4 * HOUR,
    0,
  ]);
});
