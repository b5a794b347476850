import { settingsSchema } from '../../src/core/facts/settings.ts';
import { fixed, ZERO } from '../../src/core/money.ts';
import { brokenInvariant, haltsDue } from '../../src/core/risk/halts.ts';
import { HOUR, MINUTE } from '../../src/core/time.ts';
import { type Group, quoted, type Trouble } from './trouble.ts';

const settings = settingsSchema.parse({});
const NOW = Date.UTC(2024, 0, 10, 12);

/** Why each halt comes and what ends it sooner. */
const HALTS: Readonly<Record<string, readonly [string, string]>> = {
  drawdown: [
    'The fall from the peak of equity has reached `MAX_DRAWDOWN`.',
    'Look first: `/performance`, `/trades 20`, `/risk`. An admin’s `/resume` counts a new peak from there.',
  ],
  'daily loss': ['The UTC day has lost `MAX_DAILY_LOSS` of what it began with.', '`/risk` shows what is left of the limit.'],
  'consecutive losses': [
    '`MAX_CONSECUTIVE_LOSSES` trades in a row were lost.',
    '`/trades 20` shows them, `/why SYMBOL` each reason.',
  ],
  'stale data': [
    'The market’s stream is silent, or a network is gone.',
    '`/health` names what is silent; `npx countersign check` tries it.',
  ],
  'clock skew': [
    'This machine’s clock and the exchange’s are apart, so that ages and candles are not what they seem.',
    'Let the system keep the time: `timedatectl set-ntp true`. A laptop that slept needs a moment.',
  ],
  'unknown order': [
    'An order was sent and no answer says what became of it. It is asked for, never sent again.',
    '`/orders` shows it. Where the exchange knows no such order, an admin’s `/resume` goes on.',
  ],
  'broken invariant': [
    'Something happened that the desk’s books rule out.',
    '`/positions` and `/orders` against the exchange; `npx countersign audit verify`; then `/resume`. Please report it with the message.',
  ],
};

const halted = [
  ...haltsDue({
    now: NOW,
    risk: settings.risk,
    currency: 'USDT',
    equity: fixed('84900'),
    peak: fixed('100000'),
    dayStart: fixed('90000'),
    openRisk: () => ZERO,
    lossesInRow: 6,
    lastClosedAt: NOW,
    dataAge: MINUTE,
    maxDataAge: settings.execution.quoteAge,
    skew: HOUR,
    unknown: [{ clientId: 'c7-1', symbol: 'BTC/USDT', since: NOW - 2 * MINUTE }],
    active: new Map(),
    told: new Map(),
  }),
  brokenInvariant(NOW, 'position 7 is open already'),
].flatMap((event) => (event.type === 'halted' ? [event] : []));

const halts = halted.map(({ halt, says, ends }): Trouble => {
  const [why, remedy] = HALTS[halt] ?? [];
  if (why === undefined || remedy === undefined) throw new Error(`the halt "${halt}" has no row among the troubles`);
  const [what = says] = says.split(' No new entries');
  return { says: what, why: `Halt: ${halt}. ${why}`, remedy: `Ends ${ends}. ${remedy}` };
});

/** What stops entries, and what becomes of orders. */
export const ORDERS: Group = {
  title: 'Orders and halts',
  troubles: [
    ...halts,
    quoted(
      'src/core/risk/rules/halts.ts',
      'entries are off: …',
      'Somebody paused, or a halt stands. Exits go on.',
      '`/resume`, by whoever may; a halt that names its time ends by itself.',
    ),
    quoted(
      'src/core/risk/rules/slots.ts',
      '… of … slots are taken, … more needed',
      '`MAX_OPEN_POSITIONS` symbols are held or reserved.',
      'Wait, close one, or `/config risk.maxOpenPositions 5`.',
    ),
    quoted(
      'src/core/risk/rules/quote.ts',
      '… quote is … old, … allowed',
      'The newest price is older than `QUOTE_AGE`.',
      'Ask again. If it stays: `/health`.',
    ),
    quoted(
      'src/core/risk/rules/funds.ts',
      'needs …, … free',
      'The money is in other positions and orders.',
      '`/balance full` says what binds it.',
    ),
    quoted(
      'src/core/risk/sizing.ts',
      "… is below the exchange's minimum of …",
      'The risk rules leave less than the exchange takes: a small account, a weak signal.',
      'The refusal names the least amount. More capital or a nearer stop makes positions larger.',
    ),
    quoted(
      'src/core/risk/rules/dailyLoss.ts',
      'all stops hit: day ends …, limit …',
      'If every stop were hit, this trade would take the day past `MAX_DAILY_LOSS`.',
      'Wait for tomorrow (UTC) or for a position to end; `/risk` has the sum.',
    ),
    quoted(
      'src/core/signal/gates.ts',
      'a negative score opens nothing on spot',
      'On spot there is nothing to sell short.',
      'Trade the perpetual, such as `BTC-PERP`.',
    ),
    quoted(
      'src/core/signal/chosenGates.ts',
      'the … was … … ago, …',
      'The cool-down: after a stop, a close by hand or a rejected card that side of the symbol rests.',
      'Wait; `/locks` lists them. `COOL_DOWN=0` takes the gate away.',
    ),
    quoted(
      'src/core/execution/gateway.ts',
      'no answer within … s',
      'A request was sent and the venue said nothing. What became of it is asked for.',
      'Nothing; `/orders` shows it until it is known.',
    ),
    quoted(
      'src/core/alerts/orderTrouble.ts',
      '… order …',
      'Such as “BTC: stop order rejected”: the venue refused it, or nobody knows what became of it. Its reason stands below.',
      'A rejected entry is over. A stop that is refused twice closes its position by itself.',
    ),
    quoted(
      'src/core/alerts/unprotected.ts',
      '… has no stop',
      'The stop was refused twice. The position is closed at market.',
      'Nothing; `/trades 1` shows how it ended.',
    ),
    quoted(
      'src/core/alerts/exitDropped.ts',
      '… is not reduced',
      'A partial exit was refused twice, often because it is smaller than the exchange takes.',
      '`/close ID`, or leave it to its stop.',
    ),
    quoted(
      'src/core/alerts/outgrown.ts',
      '…: outgrew its cap',
      'The price rose, or equity fell, until a position is larger than it could be entered. Nothing is sold for it.',
      '`/reduce ID 25%` if you want it smaller.',
    ),
    quoted(
      'src/core/alerts/jobLate.ts',
      'Job … is late',
      'The machine or the exchange is slow: runs were left out.',
      '`/jobs` tells how long each run takes. Fewer symbols (`UNIVERSE_TOP`), or a quicker machine.',
    ),
  ],
};
