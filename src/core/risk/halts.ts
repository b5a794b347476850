import type { EventOf } from '../facts/events.ts';
import type { Settings } from '../facts/settings.ts';
import { type Fixed, max, toNumber, ZERO } from '../money.ts';
import { moneyText, shareText } from '../reply/format.ts';
import { DAY, durationText, MINUTE, type Ms, SECOND, utcDay } from '../time.ts';
import { fractionOf, percent } from './exposure.ts';

/** What the halts are judged by; nothing here is remembered, what was told before is passed in. */
export type HaltInput = {
  readonly now: Ms;
  readonly risk: Settings['risk'];
  /** What the account is counted in. */
  readonly currency: string;
  readonly equity: Fixed;
  readonly peak: Fixed;
  /** Equity at the start of today (UTC), undefined before it was marked. */
  readonly dayStart: Fixed | undefined;
  /** What is lost from here if every stop fills. */
  readonly openRisk: () => Fixed;
  readonly lossesInRow: number;
  /** When the newest trade was closed: a run of losses stops the day in which it grew and no later one. */
  readonly lastClosedAt: Ms | undefined;
  /** Age of the newest market data there is, undefined where none is expected. */
  readonly dataAge: Ms | undefined;
  readonly maxDataAge: Ms;
  /** This machine's clock less the exchange's, undefined where there is nothing to compare with. */
  readonly skew: Ms | undefined;
  /** Orders whose outcome is unknown, and since when. */
  readonly unknown: readonly { readonly clientId: string; readonly symbol: string; readonly since: Ms }[];
  /** Halts that stand, by name. */
  readonly active: ReadonlyMap<string, { readonly until: Ms | undefined }>;
  /** Highest level told of each limit. */
  readonly told: ReadonlyMap<string, number>;
};

export type HaltEvent = EventOf<'halted'> | EventOf<'haltLifted'> | EventOf<'riskUsed'>;

const BLOCKS = 'new entries and additions';
const GOES_ON = 'No new entries or additions; stops, targets and exits go on.';
/** How far this machine's clock may be from the exchange's, either way. */
export const MOST_SKEW: Ms = 500;
/** An order that nobody can explain for this long stops more than its own symbol. */
const UNKNOWN_PATIENCE: Ms = MINUTE;
/** Shares of a limit that are told of, once each. */
const LEVELS = [0.5, 0.75, 1] as const;
/** Below this share the levels are told of anew. */
const REARM = 0.25;

type Halt = {
  readonly name: string;
  readonly due: boolean;
  readonly ends: string;
  readonly until?: Ms;
  /** Made when it is told. */
  readonly says: () => string;
  /** Set where the cause's own end lifts the halt; the words for it. */
  readonly recovered?: string;
};

/**
 * Events that the account's numbers call for now: warnings of the limits' use, halts that begin, and halts that end on recovery.
 * Halts that name their time are lifted when it comes, by the expiry job; drawdown and unknown orders by an admin alone.
 */
export function haltsDue(input: HaltInput): readonly HaltEvent[] {
  const { now, active } = input;
  const events: HaltEvent[] = [...riskUsed(input)];
  for (const halt of [drawdown(input), dailyLoss(input), losses(input), stale(input), skew(input), unknownOrder(input)]) {
    const standing = active.get(halt.name);
    const stands = standing !== undefined && (standing.until === undefined || standing.until > now);
    if (halt.due && !stands) {
      events.push({
        type: 'halted',
        at: now,
        halt: halt.name,
        blocks: BLOCKS,
        ends: halt.ends,
        ...(halt.until === undefined ? {} : { until: halt.until }),
        says: `${halt.says()} ${GOES_ON} Ends ${halt.ends}.`,
      });
    } else if (!halt.due && stands && halt.recovered !== undefined) {
      events.push({ type: 'haltLifted', at: now, halt: halt.name, who: 'desk', says: halt.recovered });
    }
  }
  return events;
}

const tomorrow = (now: Ms): Ms => utcDay(now) + DAY;
const AT_MIDNIGHT = 'at 00:00 UTC';
const BY_ADMIN = 'when an admin lifts it with /resume';

export const BROKEN = 'broken invariant';

/** The halt that follows when an event cannot be, such as a fill of an order that nobody sent: what the books say is no longer known. */
export const brokenInvariant = (at: Ms, says: string): EventOf<'halted'> => ({
  type: 'halted',
  at,
  halt: BROKEN,
  blocks: BLOCKS,
  ends: BY_ADMIN,
  says: `Something happened that cannot be: ${says}. ${GOES_ON} Compare positions and orders with the exchange first. Ends ${BY_ADMIN}.`,
});

/** Whether a standing halt has no end of its own and waits for an admin. */
export const waitsForAdmin = (halt: { readonly ends: string }): boolean => halt.ends === BY_ADMIN;

type Used = {
  readonly limit: EventOf<'riskUsed'>['limit'];
  readonly lost: Fixed;
  readonly most: Fixed;
  readonly fraction: number;
};

function ofPeak({ equity, peak, risk }: HaltInput): Used {
  return {
    limit: 'drawdown',
    lost: max(ZERO, peak - equity),
    most: fractionOf(peak, risk.maxDrawdown),
    fraction: risk.maxDrawdown,
  };
}

function ofDay({ equity, dayStart, risk }: HaltInput): Used | undefined {
  if (dayStart === undefined) return undefined;
  return {
    limit: 'daily loss',
    lost: max(ZERO, dayStart - equity),
    most: fractionOf(dayStart, risk.maxDailyLoss),
    fraction: risk.maxDailyLoss,
  };
}

const reached = (used: Used): boolean => used.lost > ZERO && used.lost >= used.most;

function drawdown(input: HaltInput): Halt {
  const used = ofPeak(input);
  const says = (): string =>
    `Equity ${moneyText(input.equity, input.currency)} is ${moneyText(used.lost, input.currency)} below its peak ${moneyText(input.peak, input.currency)}, limit ${percent(used.fraction)}.`;
  return { name: 'drawdown', due: reached(used), ends: BY_ADMIN, says };
}

function dailyLoss(input: HaltInput): Halt {
  const used = ofDay(input);
  const says = (): string =>
    used === undefined
      ? ''
      : `Today has lost ${moneyText(used.lost, input.currency)} of ${moneyText(used.most, input.currency)} (${percent(used.fraction)}).`;
  return { name: 'daily loss', due: used !== undefined && reached(used), ends: AT_MIDNIGHT, until: tomorrow(input.now), says };
}

function losses({ now, lossesInRow, lastClosedAt, risk }: HaltInput): Halt {
  const today = lastClosedAt !== undefined && lastClosedAt >= utcDay(now);
  return {
    name: 'consecutive losses',
    due: today && lossesInRow >= risk.maxConsecutiveLosses,
    ends: AT_MIDNIGHT,
    until: tomorrow(now),
    says: () => `${lossesInRow} losses in a row, limit ${risk.maxConsecutiveLosses}.`,
  };
}

function stale({ dataAge, maxDataAge }: HaltInput): Halt {
  return {
    name: 'stale data',
    due: dataAge !== undefined && dataAge > maxDataAge,
    ends: 'when market data arrive again',
    says: () => `No market data for ${durationText(dataAge ?? 0)}, ${durationText(maxDataAge)} allowed.`,
    recovered: 'market data arrive again; entries are possible',
  };
}

const apartText = (apart: Ms): string => (apart < SECOND ? `${Math.round(apart)} ms` : durationText(apart));

/** How far this machine's clock is ahead of the exchange's, or behind where it is negative, in words. */
export const skewText = (off: Ms): string =>
  `this machine's clock is ${apartText(Math.abs(off))} ${off < 0 ? 'behind' : 'ahead'}`;

function skew({ skew: off }: HaltInput): Halt {
  return {
    name: 'clock skew',
    due: off !== undefined && Math.abs(off) > MOST_SKEW,
    ends: `when the clock is within ${MOST_SKEW} ms again`,
    says: () => `${skewText(off ?? 0).replace('this', 'This')}, ${MOST_SKEW} ms allowed.`,
    recovered: `the clock is within ${MOST_SKEW} ms again; entries are possible`,
  };
}

function unknownOrder({ now, unknown }: HaltInput): Halt {
  const old = unknown.find((order) => now - order.since > UNKNOWN_PATIENCE);
  return {
    name: 'unknown order',
    due: old !== undefined,
    ends: BY_ADMIN,
    says: () =>
      old === undefined
        ? ''
        : `Order ${old.clientId} on ${old.symbol} has had no known outcome for ${durationText(now - old.since)}.`,
  };
}

/** One warning for the highest level newly reached; a level 0 once the use has fallen, which arms the warnings again. */
function riskUsed(input: HaltInput): readonly EventOf<'riskUsed'>[] {
  const limits = [ofDay(input), ofPeak(input)].filter((used) => used !== undefined);
  return limits.flatMap((used): EventOf<'riskUsed'>[] => {
    const share = shareOf(used);
    const told = input.told.get(used.limit) ?? 0;
    const level = LEVELS.findLast((mark) => share >= mark) ?? 0;
    const event = (to: number, says: string): EventOf<'riskUsed'>[] => [
      { type: 'riskUsed', at: input.now, limit: used.limit, used: share, level: to, says },
    ];
    if (level > told) return event(level, `${usedText(input, used, share)}; ${stopsText(input, used)}`);
    return told > 0 && share < REARM ? event(0, usedText(input, used, share)) : [];
  });
}

const shareOf = ({ lost, most }: Used): number => (lost === ZERO ? 0 : most === ZERO ? 1 : toNumber(lost) / toNumber(most));

const usedText = (input: HaltInput, { limit, lost, most }: Used, share: number): string =>
  `${shareText(share, false, 0)} of the ${limit} limit used: ${moneyText(-lost, input.currency, true)} of ${moneyText(-most, input.currency, true)}`;

function stopsText(input: HaltInput, { lost, most }: Used): string {
  const ends = lost + input.openRisk();
  return `all stops hit: ${moneyText(-ends, input.currency, true)}, ${ends < most ? 'inside' : 'outside'} the limit`;
}
