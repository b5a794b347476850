import type { Bounds } from '../facts/settingRange.ts';
import type { Settings } from '../facts/settings.ts';
import { perCent } from '../facts/settingUnits.ts';
import { DAY, durationText, HOUR, lengthOf, MINUTE, SECOND } from '../time.ts';
import { clashes } from './jointlySound.ts';

/** A setting that may ruin an account by a slip: what is wrong with it, and the value that would pass. */
export type Unsound = { readonly path: string; readonly wrong: string; readonly expected: string };

/** No stop, target or trailing distance is nearer than this to the price, whatever a trade costs: the spread alone takes it. */
const LEAST_DISTANCE = 0.001;

/** What a trade costs there and back, as a fraction of its notional: both fees and both slippages. */
const roundTrip = ({ execution }: Settings): number => Number((2 * (execution.fee + execution.slippage)).toPrecision(12));

type Range = {
  readonly path: string;
  /** Undefined where it says nothing as things are set. */
  readonly is: number | undefined;
  readonly least?: number;
  readonly most?: number;
  readonly shown: (value: number) => string;
  readonly why: string;
};

const times = (value: number): string => `${value}x`;
const GRADED = 'positions would be left alone when they are lost, or cut for nothing';
const plain = (value: number): string => `${value}`;

function ranges(settings: Settings): readonly Range[] {
  const { risk, exits, execution, approval, universe } = settings;
  const costs = Math.max(roundTrip(settings), LEAST_DISTANCE);
  const profit = Number((costs + LEAST_DISTANCE).toPrecision(12));
  const inside = `what a trade costs there and back is ${perCent(roundTrip(settings))}`;
  return [
    { path: 'risk.perTrade', is: risk.perTrade, most: 0.1, shown: perCent, why: 'ten such losses in a row take it all' },
    {
      path: 'risk.maxDailyLoss',
      is: risk.maxDailyLoss,
      most: 0.5,
      shown: perCent,
      why: 'a day must be able to end before the account',
    },
    {
      path: 'risk.maxDrawdown',
      is: risk.maxDrawdown,
      most: 0.5,
      shown: perCent,
      why: 'half of it lost takes a doubling to win back',
    },
    {
      path: 'risk.mediumFrom',
      is: risk.mediumFrom,
      least: 0.05,
      most: Math.min(0.5, risk.highFrom),
      shown: plain,
      why: 'a position would be told too late, or at every breath',
    },
    {
      path: 'risk.highFrom',
      is: risk.highFrom,
      least: Math.max(0.2, risk.mediumFrom),
      most: Math.min(0.8, risk.criticalFrom),
      shown: plain,
      why: GRADED,
    },
    {
      path: 'risk.criticalFrom',
      is: risk.criticalFrom,
      least: Math.max(0.4, risk.highFrom),
      most: 0.95,
      shown: plain,
      why: GRADED,
    },
    { path: 'risk.leverage', is: risk.leverage, most: risk.maxLeverage, shown: times, why: 'risk.maxLeverage is lower' },
    {
      path: 'exits.stop',
      is: exits.stopMethod === 'fixed' ? exits.stop : undefined,
      least: costs,
      most: 0.5,
      shown: perCent,
      why: `${inside}, and a stop beyond half of the price protects nothing`,
    },
    {
      path: 'exits.guardEvery',
      is: exits.guardEvery,
      least: SECOND,
      most: 30 * SECOND,
      shown: durationText,
      why: 'open positions have to be looked after, and an exchange answers only so often',
    },
    {
      path: 'universe.scanEvery',
      is: universe.scanEvery,
      least: 10 * SECOND,
      most: 10 * MINUTE,
      shown: durationText,
      why: 'a ranking ages, and takes its time',
    },
    { path: 'exits.atrMultiple', is: exits.atrMultiple, least: 0.5, shown: plain, why: 'a nearer stop is hit by chance' },
    { path: 'exits.target', is: exits.target, least: profit, shown: perCent, why: inside },
    {
      path: 'exits.trailingDistance',
      is: exits.trailing ? exits.trailingDistance : undefined,
      least: costs,
      most: 0.5,
      shown: perCent,
      why: inside,
    },
    {
      path: 'exits.maxHold',
      is: exits.maxHold,
      least: lengthOf(settings.decisionTimeframe),
      shown: durationText,
      why: 'a position would be closed before anything is decided again',
    },
    {
      path: 'execution.postOnlyWait',
      is: execution.postOnlyWait,
      most: HOUR,
      shown: durationText,
      why: 'the price that was decided on is long gone',
    },
    {
      path: 'execution.maxSlippage',
      is: execution.maxSlippage,
      most: 0.1,
      shown: perCent,
      why: 'an order may fill that much worse',
    },
    { path: 'execution.fee', is: execution.fee, most: 0.02, shown: perCent, why: 'no exchange takes more' },
    {
      path: 'execution.slippage',
      is: execution.slippage,
      most: 0.02,
      shown: perCent,
      why: 'no market worth trading gives more away',
    },
    {
      path: 'execution.quoteAge',
      is: execution.quoteAge,
      least: SECOND,
      most: 5 * MINUTE,
      shown: durationText,
      why: 'an entry on an old price is a guess',
    },
    { path: 'approval.band', is: approval.band, most: 0.05, shown: perCent, why: 'a yes was said to another price' },
    {
      path: 'approval.answerWithin',
      is: approval.answerWithin,
      least: 10 * SECOND,
      most: DAY,
      shown: durationText,
      why: 'a card ages',
    },
    { path: 'universe.maxSpread', is: universe.maxSpread, most: 0.05, shown: perCent, why: 'the spread is paid at every trade' },
  ];
}

/** What a setting may be without being unsound, as the others are; either end is absent where the schema's alone holds. */
export function soundBounds(settings: Settings, path: string): Bounds {
  const { least, most } = ranges(settings).find((range) => range.path === path) ?? {};
  return { ...(least === undefined ? {} : { least }), ...(most === undefined ? {} : { most }) };
}

/**
 * Every setting that may ruin an account by a slip of the hand, for the chat, the environment and the file alike: a stop inside the
 * costs, a target below them, a risk that takes all, a leverage above its own maximum, leverage, stop and risk that contradict each
 * other. `path` is the one that is changed. The schema's ranges say what has a meaning.
 */
export function unsound(settings: Settings, path?: string): readonly Unsound[] {
  const single = outOfRange(settings);
  return [...single, ...clashing(settings, new Set(single.map((one) => one.path)), path)];
}

/**
 * Of settings that are sound by themselves and clash: what passes is said of the one that was asked about first, and of the others that
 * would do as well.
 */
const clashing = (settings: Settings, told: ReadonlySet<string>, asked: string | undefined): readonly Unsound[] =>
  clashes(settings, roundTrip(settings), asked).flatMap(({ wrong, ways }) => {
    const [first, ...others] = ways.toSorted((a, b) => Number(b.path === asked) - Number(a.path === asked));
    if (first === undefined || ways.some(({ path }) => told.has(path))) return [];
    return [
      {
        path: first.path,
        wrong,
        expected: [first.passes, ...others.map(({ path, passes }) => `${path} ${passes}`)].join(', or '),
      },
    ];
  });

const outOfRange = (settings: Settings): readonly Unsound[] =>
  ranges(settings).flatMap(({ path, is, least, most, shown, why }): readonly Unsound[] => {
    if (is === undefined) return [];
    if (least !== undefined && is < least)
      return [{ path, wrong: `${shown(is)} is too little: ${why}`, expected: `at least ${shown(least)}` }];
    if (most !== undefined && is > most)
      return [{ path, wrong: `${shown(is)} is too much: ${why}`, expected: `at most ${shown(most)}` }];
    return [];
  });
