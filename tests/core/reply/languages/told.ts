import { type CardFacts, planCard } from '../../../../src/core/alerts/card.ts';
import { ALERTS } from '../../../../src/core/alerts/list.ts';
import type { EventOf } from '../../../../src/core/facts/events.ts';
import { exitReasons } from '../../../../src/core/facts/vocabulary.ts';
import { alertNamed, sampleAlert } from '../../../support/sampleAlerts.ts';
import { desk, FLAGGED, facts, PAIR } from '../../alerts/cards.ts';
import { PLANTED } from '../../approval/oddities/planted.ts';
import { leg, planOf } from '../../risk/fixtures.ts';

type Words = { readonly title: string; readonly lines: readonly string[] };

const AT = Date.UTC(2024, 0, 1);

const VARIANTS: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>> = {
  away: [{ counts: { asked: 0, entered: 0, covered: 0, expired: 0, letGo: 0, withheld: 0 } }],
  chat: [{ state: 'ok', says: '' }, { state: 'degraded' }],
  closed: exitReasons.flatMap((why) => [
    { why, direction: 'long' },
    { why, direction: 'short', funding: '-0.11' },
  ]),
  data: [
    'number',
    'range',
    'aligned',
    'duplicate',
    'order',
    'future',
    'unfinished',
    'decimals',
    'correction',
    'late',
    'stale',
  ].map((problem) => ({ problem, count: 1 })),
  divergence: ['regular', 'hidden'].flatMap((kind) => ['bullish', 'bearish'].map((side) => ({ kind, side }))),
  'exit dropped': [{ says: '' }],
  feed: ['connected', 'silent', 'lost', 'backfilled', 'limited'].map((state) => ({ state })),
  'grant ended': [{ who: 'Ana' }],
  level: ['approaching', 'touched', 'broken', 'retested'].flatMap((what) =>
    ['support', 'resistance'].map((kind) => ({ what, kind })),
  ),
  opened: [{ direction: 'short', stop: '43024.1', targets: [] }],
  'order trouble': [
    { says: '' },
    ...['entry', 'add', 'stop', 'target', 'exit'].map((purpose) => ({ purpose, status: 'unknown' })),
  ],
  outgrown: [
    { limit: 'correlation', positions: [0, 1], symbols: ['BTC/USDT', 'ETH/USDT'] },
    { limit: 'gross exposure', says: 'all positions 12,000.00 of 10,000.00 at the last price' },
    { limit: 'sector exposure', sector: 'majors', says: 'majors 4,000.00 of 3,000.00 at the last price' },
  ],
  'proposal ended': ['done', 'expired', 'refused', 'displaced', 'replaced'].flatMap((to) => [
    { to, why: '' },
    { to, who: 'desk', why: '' },
  ]),
  'risk grade': [{ grade: 'critical' }],
  signal: [{ side: 'sell' }],
  started: [{ clean: false, undone: '/close 7' }],
  stopped: [{ why: 'the disk is full' }],
  stranger: [{ name: '' }],
};

/** What each alert says of its sample, and of variants that are told in other words. */
export const samples: readonly EventOf<'alert'>[] = [
  ...ALERTS.map((alert) => sampleAlert(alert, AT)),
  ...Object.entries(VARIANTS).flatMap(([name, variants]) =>
    variants.map((changes) => sampleAlert(alertNamed(name), AT, changes)),
  ),
];

const byHand = planOf([leg()], { strategy: 'manual', score: 1, confidence: 1 });
const short = planOf([leg({ symbol: 'LINK/USDT:USDT', side: 'sell', price: '14.82', stop: '15.2', targets: [] })]);
const parted = leg({
  quantity: '68.9',
  price: '14.82',
  stop: '14.45',
  targets: [
    { price: '15.2', share: 0.5 },
    { price: '15.56', share: 0.5 },
  ],
});

const CARDS: readonly CardFacts[] = [
  facts(),
  FLAGGED,
  PAIR,
  facts({ plan: byHand, receipt: undefined, by: 'Ana' }),
  facts({ plan: short }),
  facts({ plan: { ...short, kind: 'add' } }),
  facts({ plan: planOf([parted]), again: 'score +0.41 → +0.62', conflicts: ['A3', 'A4'] }),
  facts({ plan: planOf([parted], { kind: 'add' }), again: 'now wide spread' }),
  ...PLANTED.map(({ kind, says }) => facts({ odd: [{ name: kind, says }] })),
  ...[
    'two people, 1 of 2',
    'two people, nobody can',
    'two people, only one can',
    'somebody else, nobody can',
    'somebody else, only one can',
  ].map((people) => facts({ people })),
];

/** Cards of every make: flagged, by hand, of a pair, added, asked again, for two people. */
export const cards: readonly Words[] = CARDS.map((card) => planCard(card, desk()));

/** What alerts say besides, in the words in which they are stored. */
export const besides: readonly string[] = [
  'A12 approved by Ana, on its way',
  'A12 has expired: nobody answered in time',
  'A12 has expired: only Ana answered in time',
  'A12 is asked anew, on a new card',
  'A12 LONG ETH, SHORT BTC: 5 m left',
  'A12 was a drill: the stop was 4 times as far. Right.',
  'A12 was a drill: the target was on the wrong side. Missed.',
  'A12 was a drill: nothing was wrong with it. Not right.',
  'It was a drill: it was 4 times as large',
  'still stands, now +0.58, 2,400.00 and 42,000.00',
  '7 SOL short closed (spread closed)',
  '7 SOL long closed by trailing stop',
  'Fees 2.04 and funding −0.11, already in it',
  '3 losses in a row',
  'ETH long and BTC short: not entered',
  'Today has lost 510.00 of 500.00 (5 %). No new entries or additions; stops, targets and exits go on. Ends at 00:00 UTC.',
  '76 % of the daily loss limit used: −380.00 of −500.00; all stops hit: −420.00, inside the limit',
  '3 of 3 slots are taken, 1 more needed',
  'BTC long with ETH long 0.812, limit 0.80',
  'score: |+0.31| must be above 0.45',
  '96 scans, 3 entries; best BTC 0.54; blocked by score 12, spread 2',
  'closed +33.49, open +7.71',
  'Equity 10,214.60 · 3 open',
  'Asked 3, withheld 2, best BTC +0.50, let go 4',
  'Week 2024-01-01 to 2024-01-07: +41.20 (+0.40 %)',
  'Best BTC +12.00 · worst ETH −3.00',
  'momentum +12.00 in 4',
  'G1 has ended: all 3 entries were made',
  'BTC: no price since 2024-01-01 00:05 UTC, for 5 m; nothing of it is entered until one comes',
  'BTC: no price since 2024-01-01 00:05 UTC, for 5 m; what is held of it stays at that price, and no stop can fill',
  'BTC: prices again',
  '96 scans, 3 entries; blocked by score 12, spread 2',
  '76 % of the drawdown limit used: −380.00 of −500.00; all stops hit: −520.00, outside the limit',
  '1 loss in a row',
  '1 position stays open.',
  '2 positions stay open.',
  '7 SOL: stop 141.00 → 142.00',
];
