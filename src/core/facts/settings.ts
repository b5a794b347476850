import { z } from 'zod';
import { DAY, HOUR, LONGEST, MINUTE, SECOND, TIMEFRAMES } from '../time.ts';
import type { DeepReadonly } from './deepReadonly.ts';
import { REGIMES } from './vocabulary.ts';

/** What the desk may do with a plan: only tell of it, ask people, or enter. */
export const AUTHORITIES = ['advise', 'approve', 'auto'] as const;
export type Authority = (typeof AUTHORITIES)[number];

/**
 * When the exit rules are asked: at the close of the decision timeframe, or at every price that is looked at (5 s live, each bar of a
 * replay).
 */
export const EXIT_TIMES = ['close', 'quote'] as const;
export type ExitTime = (typeof EXIT_TIMES)[number];

/** How spot orders rest on paper: locking what they sell, with order lists (OCO) or without, or locking nothing. */
export const PAPER_SPOTS = ['lists', 'locks', 'free'] as const;
export type PaperSpot = (typeof PAPER_SPOTS)[number];

const fraction = z.number().min(0).max(1);
const ms = z
  .number()
  .int()
  .positive()
  .max(LONGEST, `Expected at most ${LONGEST / DAY}d`);

// Which way a setting allows more: lets more in, holds longer, stands further away. A limit takes a one-time code to be raised.
const LARGER = { looser: 'larger' } as const;
const SMALLER = { looser: 'smaller' } as const;
const LIMIT = { ...LARGER, limit: true } as const;
const LIMIT_BY_LESS = { ...SMALLER, limit: true } as const;

/**
 * The trading settings: versioned events changed by command, with initial values from the environment.
 * Fractions are of one (0.02 is 2 %), lengths are ms, amounts are plain quote currency.
 */
export const settingsSchema = z.object({
  /** Timeframes that are studied; those finer than the data are left out and the receipt says so. */
  timeframes: z.array(z.enum(TIMEFRAMES)).min(1).default(['5m', '15m', '1h', '4h']),
  /** A symbol decides when this candle closes; with coarser data, at the finest there is. */
  decisionTimeframe: z.enum(TIMEFRAMES).default('15m'),

  signal: z
    .object({
      strategies: z.record(z.string(), z.object({ on: z.boolean(), weight: z.number().min(0).max(10) })).default({}),
      weights: z
        .object({
          strategies: fraction.default(0.6),
          divergence: fraction.default(0.3),
          levels: fraction.default(0.1),
          /**
           * Share of the whole that a learned voice takes where there is one; 0, or a weight of its own, makes it one of the
           * strategies.
           */
          learned: fraction.default(0.3),
        })
        .prefault({}),
      method: z.enum(['weighted', 'majority', 'unanimous']).default('weighted'),
      /** An entry needs |score| above this. */
      score: fraction.default(0.3).meta(SMALLER),
      /** An entry needs confidence above this. */
      confidence: fraction.default(0.5).meta(SMALLER),
      /** An entry needs the timeframes' agreement (-1..1) to be at least this. */
      alignment: z.number().min(-1).max(1).default(0).meta(SMALLER),
      /** An entry needs at least this many strategies on the score's side; absent means no such gate. */
      minAgreeing: z.number().int().min(1).max(20).optional().meta(SMALLER),
      /** An entry needs at least this quote volume over the last 24 h; absent means no such gate. */
      minVolume: z.number().positive().optional().meta(SMALLER),
      /** An entry needs the market to be in one of these states; absent means any. */
      regimes: z.array(z.enum(REGIMES)).min(1).optional(),
      /** An entry needs the market's health (0..1) to be at least this; absent means no such gate. */
      minHealth: fraction.optional().meta(SMALLER),
      /**
       * After a stop, a close by hand or a rejected card nothing is entered on that symbol and side for this long, ms; 0 means no such
       * gate.
       */
      coolDown: z
        .number()
        .int()
        .min(0)
        .max(LONGEST, `Expected at most ${LONGEST / DAY}d`)
        .default(4 * HOUR)
        .meta(SMALLER),
      /** Whether a sell signal on spot is told where nothing of the symbol is held, though it can open nothing. */
      tellIdle: z.boolean().default(false),
      /** Ranked opportunities kept by the scanner. */
      keep: z.number().int().min(1).max(100).default(5),
      /** Where a pair's hedge ratio and z-score come from: least squares over 200 bars, or a Kalman filter. */
      pairHedge: z.enum(['rolling', 'kalman']).default('rolling'),
      /** Pairs offered to the pairs strategy, as `BASE~BASE`; both must be in the universe. */
      pairs: z.array(z.string().regex(/^[A-Z0-9]+~[A-Z0-9]+$/)).default(['ETH~BTC', 'LTC~BCH', 'AVAX~SOL', 'LINK~DOT']),
    })
    .prefault({}),

  universe: z
    .object({
      /** The largest by quote volume over 24 h that are watched. */
      top: z.number().int().min(1).max(1000).default(100).meta(LARGER),
      /** Widest spread, as a fraction of the price, where quotes are recorded. */
      maxSpread: fraction.default(0.002).meta(LARGER),
      /** Largest standard deviation of hourly returns. */
      maxVolatility: fraction.default(0.1).meta(LARGER),
      /** How often the scanner ranks between decisions, whole seconds. */
      scanEvery: ms.default(MINUTE),
      /** Time since its listing, or its first candle, that a symbol must have to be watched; absent means any. */
      minAge: ms.optional().meta(SMALLER),
    })
    .prefault({}),

  risk: z
    .object({
      perTrade: fraction.default(0.02).meta(LIMIT),
      /** Largest position as a fraction of equity. */
      maxPosition: fraction.default(0.1).meta(LIMIT),
      maxOpenPositions: z.number().int().min(1).max(100).default(3).meta(LIMIT),
      /** Largest notional of one position in quote currency; absent means no such limit. */
      maxNotional: z.number().positive().optional().meta(LIMIT),
      maxDailyLoss: fraction.default(0.05).meta(LIMIT),
      maxDrawdown: fraction.default(0.15).meta(LIMIT),
      maxSectorExposure: fraction.default(0.3).meta(LIMIT),
      maxCorrelation: fraction.default(0.8).meta(LIMIT),
      maxConsecutiveLosses: z.number().int().min(1).max(100).default(6).meta(LIMIT),
      leverage: z.number().min(1).max(100).default(1).meta(LIMIT),
      maxLeverage: z.number().min(1).max(100).default(10).meta(LIMIT),
      /**
       * Grades of an open position's risk, 0..1: from here on it is medium, high (halved once) and critical (closed): the later, the
       * looser.
       */
      mediumFrom: fraction.default(0.3).meta(LIMIT),
      highFrom: fraction.default(0.6).meta(LIMIT),
      criticalFrom: fraction.default(0.8).meta(LIMIT),
      /** Kelly only ever takes less than the risk per trade. */
      kelly: z.boolean().default(false).meta(LIMIT_BY_LESS),
      maxKelly: fraction.default(0.25).meta(LIMIT),
    })
    .prefault({}),

  exits: z
    .object({
      /** When exits act; the resting stop and target guard a position at all times. */
      on: z.enum(EXIT_TIMES).default('close'),
      /** How often open positions are looked after where there are quotes, whole seconds. */
      guardEvery: ms.default(5 * SECOND).meta(LARGER),
      stopMethod: z.enum(['fixed', 'atr', 'volatility', 'structure']).default('fixed'),
      stop: fraction.default(0.02).meta(LARGER),
      atrMultiple: z.number().positive().max(20).default(2).meta(LARGER),
      target: fraction.default(0.04),
      trailing: z.boolean().default(true).meta(SMALLER),
      trailingDistance: fraction.default(0.02).meta(LARGER),
      dynamicTarget: z.boolean().default(true),
      /**
       * Share taken once the price has gained the first stop's distance, the stop then moving to the entry; 0 keeps the whole position
       * for the target.
       */
      partial: fraction.default(0).meta(SMALLER),
      /**
       * A trailed stop or a target moves by at least this share of the first stop's distance, or of its own from the price where that
       * is less.
       */
      leastMove: fraction.default(0.4).meta(LARGER),
      /** And by at least this many ticks. */
      leastMoveTicks: z.number().int().min(1).max(10_000).default(2).meta(LARGER),
      /** Once the price has gained this many distances of the first stop, the stop moves to the entry. */
      breakEvenAt: z.number().min(0).max(10).default(1).meta(LARGER),
      /** A position older than this is closed; absent means never. */
      maxHold: ms.optional().meta(LARGER),
      /** Closed when confidence now falls below this share of what it was at entry. */
      confidenceDecay: fraction.default(0.25).meta(SMALLER),
    })
    .prefault({}),

  execution: z
    .object({
      postOnlyWait: ms.default(30 * SECOND),
      maxSlippage: fraction.default(0.01).meta(LIMIT),
      /** Share of a bar's volume that can be ours. */
      maxVolumeShare: fraction.default(0.1),
      fee: fraction.default(0.001),
      slippage: fraction.default(0.0005),
      spot: z.enum(PAPER_SPOTS).default('lists'),
      /** Quotes older than this allow no entry. */
      quoteAge: ms.default(5 * SECOND).meta(LIMIT),
    })
    .prefault({}),

  authority: z.enum(AUTHORITIES).default('auto'),
  /** By strategy, where it is another one. */
  authorities: z.record(z.string(), z.enum(AUTHORITIES)).default({}),
  approval: z
    .object({
      /** How long a card waits for its answer; absent means one decision timeframe, between 5 and 30 minutes. */
      answerWithin: ms.optional().meta({ ...LARGER, absent: 30 * MINUTE }),
      /** Cards that the desk itself asks on a UTC day, at most. */
      asks: z.number().int().min(1).max(1_000).default(12).meta(LARGER),
      /** Whether pairs, which are two orders on one answer, are asked for. */
      pairs: z.boolean().default(false).meta(LARGER),
      /** Whether a card a day may be a drill, on paper. */
      drills: z.boolean().default(false).meta(LARGER),
      /** Largest price move since the proposal, as a fraction, that a tap still accepts. */
      band: fraction.default(0.005).meta(LIMIT),
      /** Notional in quote currency above which two people must approve; absent means never. */
      twoAbove: z.number().positive().optional().meta(LIMIT),
      /** Whether somebody may approve what they proposed, by typing its amount again. */
      self: z.boolean().default(false).meta(LIMIT),
    })
    .prefault({}),
});

export type Settings = DeepReadonly<z.infer<typeof settingsSchema>>;
