import { expect, test } from 'vitest';
import { type AlertButton, ANSWERS, ON_POSITION } from '../../../src/core/facts/alertData.ts';
import type { EventOf } from '../../../src/core/facts/events.ts';
import { bodyOf, eventOf } from '../../../src/core/facts/versions.ts';

const CANDLES: readonly AlertButton[] = ['why', 'chart'];

/** A body as it was stored before alerts said what they are about, its keys in the order of that day. */
const older = (alert: string, topic: string) => ({
  type: 'alert',
  at: 1704068100000,
  id: '3',
  alert,
  severity: 'info',
  topic,
  reply: { title: '1 ETH-PERP short opened at 2,425.68', lines: ['0.908 ETH · 2,202.52 USDT · 1x'] },
});

type Case = [alert: string, topic: string, says: Partial<EventOf<'alert'>>];

test.each<Case>([
  ['proposed', 'proposal A12', { kind: 'approvals', about: { proposal: 'A12' }, buttons: ANSWERS, urgent: true }],
  ['proposal reminder', 'proposal A12 reminder', { kind: 'approvals', about: { proposal: 'A12' }, buttons: ANSWERS }],
  ['proposal ended', 'proposal A12 rejected', { kind: 'approvals', about: { proposal: 'A12' } }],
  ['opened', 'position 7', { kind: 'trades', about: { position: 7 }, buttons: ON_POSITION }],
  ['closed', 'closed 7', { kind: 'trades', about: { position: 7 }, buttons: ['position', 'today'] }],
  ['stop moved', 'stop 7 1704068100000', { kind: 'trades', about: { position: 7 }, buttons: ON_POSITION }],
  ['partial fill', 'partial 7 csvcqkbjqi75e8tlj024qarpidtl', { kind: 'trades', about: { position: 7 } }],
  ['exit dropped', 'exit dropped 7', { kind: 'trades', about: { position: 7 } }],
  ['risk grade', 'grade 7 high', { kind: 'risk', about: { position: 7 }, buttons: ON_POSITION }],
  ['unprotected', 'unprotected 7', { kind: 'risk', about: { position: 7 }, buttons: ['close', 'positions'] }],
  ['signal', 'signal ETH/USDT:USDT sell', { kind: 'signals', about: { symbol: 'ETH/USDT:USDT' }, buttons: CANDLES }],
  ['level', 'level ETH/USDT 15m resistance touched', { kind: 'signals', about: { symbol: 'ETH/USDT' }, buttons: CANDLES }],
  ['refused', 'refused BTC/USDT', { kind: 'risk', about: { symbol: 'BTC/USDT' }, buttons: ['why', 'risk'] }],
  ['feed', 'feed silent BTC/USDT', { kind: 'system', about: { symbol: 'BTC/USDT' } }],
  ['feed', 'feed lost ', { kind: 'system' }],
  ['strategy failed', 'strategy my own voice BTC/USDT', { kind: 'system', about: { symbol: 'BTC/USDT' } }],
  ['chat', 'chat telegram', { kind: 'system', about: { platform: 'telegram' } }],
  ['halted', 'halt drawdown 1704068100000', { kind: 'risk', buttons: ['risk', 'positions', 'status'] }],
  ['report', 'report 2024-01-01', { kind: 'reports', buttons: ['week', 'trades', 'whyNot'] }],
  ['opened', 'no topic of that day', { kind: 'trades' }],
  ['opened', 'test opened', { kind: 'trades', test: true }],
  ['retired long ago', 'of something', { kind: 'system' }],
])('an older %s, told as "%s", says what it is about', (alert, topic, says) => {
  expect(eventOf(older(alert, topic))).toEqual({ ...older(alert, topic), ...says });
});

test('an alert that says so itself is read as it stands, and written in the second version', () => {
  const now: EventOf<'alert'> = {
    type: 'alert',
    at: 5,
    id: '1',
    alert: 'opened',
    severity: 'info',
    topic: 'position 7',
    reply: { title: '', lines: [] },
    kind: 'risk',
    about: { position: 8 },
  };
  expect(eventOf(JSON.parse(JSON.stringify(now)))).toEqual(now);
  expect(bodyOf(now)).toBe(JSON.stringify({ v: 2, ...now }));
  expect(eventOf(JSON.parse(bodyOf(now)))).toEqual(now);
});
