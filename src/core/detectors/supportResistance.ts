import { z } from 'zod';
import { atr } from '../indicators/atr.ts';
import { volumeAverage } from '../indicators/volumeAverage.ts';
import type { Bars } from '../market/candles.ts';
import type { Detector, Finding, Use } from '../study/plug.ts';
import { forget } from './forget.ts';
import { pivotSwings } from './pivotSwings.ts';
import { createZones, isBroken, QUIET, strengthOf, type Zones } from './zones.ts';

const params = z.object({
  /** Swings older than this many bars are forgotten. */
  lookback: z.number().int().min(50).max(2000).default(300),
  reach: z.number().int().min(1).max(50).default(5),
  atrPeriod: z.number().int().min(1).max(200).default(14),
  /** Half a zone's width in average true ranges ... */
  bufferAtr: z.number().min(0).max(10).default(0.5),
  /** ... and at least this fraction of the price. */
  buffer: z.number().min(0).max(0.1).default(0.001),
  /** Swings that make a zone. */
  minTouches: z.number().int().min(1).max(20).default(2),
  /** The strongest are kept. */
  maxZones: z.number().int().min(1).max(50).default(12),
  /** A turn on this many times the usual volume confirms a zone. */
  volumeSpike: z.number().min(1).max(20).default(1.5),
  volumePeriod: z.number().int().min(1).max(200).default(20),
  /** Nearer than this many average true ranges is an approach. */
  approachAtr: z.number().min(0).max(10).default(0.5),
  /** Bars within which a return to a broken zone is a retest. */
  retestWithin: z.number().int().min(1).max(200).default(20),
  /** Bars before the first reading. */
  minCandles: z.number().int().min(1).max(2000).default(50),
});

export type SupportResistanceParams = z.infer<typeof params>;

/** What happened at a zone at the close of bar `confirmed`. */
export type LevelFinding = Finding & {
  readonly what: 'approaching' | 'touched' | 'broken' | 'retested';
  /** What the zone was to price until then; a retest speaks of what it has become. */
  readonly kind: 'support' | 'resistance';
  readonly price: number;
  readonly strength: number;
  readonly touches: number;
};

/** A zone as people read it, as of one bar. */
export type Level = {
  readonly kind: 'support' | 'resistance';
  readonly level: number;
  readonly low: number;
  readonly high: number;
  readonly touches: number;
  readonly strength: number;
  readonly volumeConfirmed: boolean;
  /** False from a break until price has come back and held. */
  readonly active: boolean;
  /** Distance of the close from the zone's nearer edge, as a fraction of the close; 0 inside. */
  readonly distance: number;
};

const FIELDS = [
  'score',
  'confidence',
  'support',
  'supportStrength',
  'supportTouches',
  'resistance',
  'resistanceStrength',
  'resistanceTouches',
  'buffer',
] as const;

type Field = (typeof FIELDS)[number];

/** Zones farther than this many average true ranges do not vote. */
const VOTING_RANGE = 2;

const WHAT: readonly (LevelFinding['what'] | undefined)[] = [undefined, 'approaching', 'touched', 'broken', 'retested'];

const inputsOf = (p: SupportResistanceParams, use: Use, bars: Bars) => {
  const swing = use(pivotSwings, pivotSwings.params.parse({ reach: p.reach }));
  return {
    bars,
    swingHigh: swing.high,
    swingLow: swing.low,
    atr: use(atr, { period: p.atrPeriod }).value,
    volumeAverage: use(volumeAverage, { period: p.volumePeriod }).value,
  };
};

const proximity = (gap: number, range: number): number => {
  if (gap <= 0) return 1;
  return range > 0 ? Math.max(0, 1 - gap / (VOTING_RANGE * range)) : 0;
};

/**
 * Support and resistance: swing highs and lows within the lookback, clustered into zones no wider than twice the buffer. A zone
 * is support to a price that looks at it from above and resistance from below, so a broken one changes its role.
 * `support` and `resistance` are the levels of the nearest zones on each side (NaN where there is none, with 0 strength and touches); a zone
 * reaches `buffer` to either side of its level.
 * `score` leans away from the nearer, stronger zone: proximity x strength of the support less that of the resistance.
 */
export const supportResistance = {
  name: 'support/resistance',
  version: 1,
  about: 'Zones where swings have turned, with touches, strength, breaks and retests',
  source: 'Edwards and Magee, Technical Analysis of Stock Trends, chapter 13; swings after Bill Williams',
  params,
  fields: FIELDS,
  sparse: ['support', 'resistance'],
  warmup: (p) =>
    Math.max(p.minCandles, pivotSwings.warmup(pivotSwings.params.parse({ reach: p.reach })), p.atrPeriod, p.volumePeriod),
  memory: (p) =>
    2 * p.lookback + pivotSwings.memory(pivotSwings.params.parse({ reach: p.reach })) + atr.memory({ period: p.atrPeriod }),
  start(p, use, bars, out) {
    const inputs = inputsOf(p, use, bars);
    const zones = createZones(p, inputs);
    const findings: LevelFinding[] = [];
    const warm = supportResistance.warmup(p);

    const tell = (i: number): void => {
      for (let z = 0; z < zones.size(); z++) {
        const zone = zones.pool[z];
        const what = WHAT[zones.happened[z] ?? QUIET];
        if (zone === undefined || what === undefined) continue;
        // A break has already turned the zone round.
        const role = what === 'broken' ? -zone.side : zone.side;
        findings.push({
          confirmed: i,
          what,
          kind: role > 0 ? 'support' : 'resistance',
          price: zone.level,
          strength: strengthOf(zone, i, p.lookback),
          touches: zone.touches,
        });
      }
    };

    const read = (i: number): void => {
      const close = bars.close.at(i);
      const range = inputs.atr.at(i);
      const below = nearest(zones, 1);
      const above = nearest(zones, -1);
      const held = below === undefined ? 0 : strengthOf(below, i, p.lookback);
      const capped = above === undefined ? 0 : strengthOf(above, i, p.lookback);
      const lift = below === undefined ? 0 : held * proximity(close - below.high, range);
      const press = above === undefined ? 0 : capped * proximity(above.low - close, range);
      out.score.set(i, lift - press);
      out.confidence.set(i, lift > press ? held : press > lift ? capped : 0);
      out.support.set(i, below === undefined ? Number.NaN : below.level);
      out.supportStrength.set(i, held);
      out.supportTouches.set(i, below === undefined ? 0 : below.touches);
      out.resistance.set(i, above === undefined ? Number.NaN : above.level);
      out.resistanceStrength.set(i, capped);
      out.resistanceTouches.set(i, above === undefined ? 0 : above.touches);
      out.buffer.set(i, zones.halfWidth());
    };

    const advance = (from: number, to: number): void => {
      for (let i = from; i < to; i++) {
        if (i < warm) {
          for (const field of FIELDS) out[field].set(i, Number.NaN);
          zones.learn(i);
          continue;
        }
        zones.advance(i);
        tell(i);
        zones.learn(i);
        read(i);
      }
      forget(findings, bars.first);
    };
    return { advance, findings };
  },
} satisfies Detector<SupportResistanceParams, Field, LevelFinding>;

function nearest(zones: Zones, side: number) {
  let best: Zones['pool'][number] | undefined;
  for (let z = 0; z < zones.size(); z++) {
    const zone = zones.pool[z];
    if (zone === undefined || zone.side !== side) continue;
    if (best === undefined || (zone.level - best.level) * side > 0) best = zone;
  }
  return best;
}

/** Every zone as of the close of bar i, nearest first: worked out anew from the bars, for replies and pictures. */
export function levelsAt(p: SupportResistanceParams, use: Use, bars: Bars, i: number): readonly Level[] {
  const inputs = inputsOf(p, use, bars);
  if (i < supportResistance.warmup(p) || i >= bars.end) return [];
  let known = i;
  const oldest = Math.max(bars.first, i - p.lookback);
  while (known > oldest && !(inputs.swingHigh.at(known) > 0 || inputs.swingLow.at(known) > 0)) known -= 1;
  const zones = createZones(p, inputs);
  zones.rebuild(known);
  for (let j = known + 1; j <= i; j++) zones.advance(j);
  const close = bars.close.at(i);
  const levels: Level[] = [];
  for (let z = 0; z < zones.size(); z++) {
    const zone = zones.pool[z];
    if (zone === undefined) continue;
    levels.push({
      kind: zone.side > 0 ? 'support' : 'resistance',
      level: zone.level,
      low: zone.low,
      high: zone.high,
      touches: zone.touches,
      strength: strengthOf(zone, i, p.lookback),
      volumeConfirmed: zone.volumeConfirmed,
      active: !isBroken(zone),
      distance: Math.max(0, close - zone.high, zone.low - close) / close,
    });
  }
  return levels.sort((a, b) => a.distance - b.distance || a.level - b.level);
}
