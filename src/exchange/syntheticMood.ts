import { type Chance, chance } from './seeded.ts';

/** Bars of five minutes in an hour. */
export const BARS_AN_HOUR = 12;
const BARS_A_DAY = 24 * BARS_AN_HOUR;

/** What the whole market does for some hours. Drift is log price an hour at its beginning, fading to nothing at its end. */
type Regime = {
  readonly weight: number;
  readonly drift: number;
  /** Factor on the usual volatility. */
  readonly heat: number;
  /** Share of the distance to where the regime began that is taken back each bar. */
  readonly pull: number;
  /** Mean length in hours. */
  readonly hours: number;
};

const REGIMES: readonly Regime[] = [
  { weight: 3, drift: 0.0035, heat: 0.95, pull: 0, hours: 20 },
  { weight: 3, drift: -0.0035, heat: 1.05, pull: 0, hours: 18 },
  { weight: 4, drift: 0, heat: 0.85, pull: 0.012, hours: 22 },
  { weight: 2, drift: 0, heat: 0.4, pull: 0.006, hours: 12 },
  { weight: 1.5, drift: 0, heat: 1.9, pull: 0, hours: 6 },
];

/** A damped wave that noise keeps alive: what makes a price swing about its trend. Returns its change in this bar. */
export function swing(draw: Chance, size: number, periodHours: number): (heat: number) => number {
  const turn = (2 * Math.PI) / (periodHours * BARS_AN_HOUR);
  const [cosine, sine] = [Math.cos(turn), Math.sin(turn)];
  const damping = Math.exp(-1 / (3 * periodHours * BARS_AN_HOUR));
  const kick = size * Math.sqrt(1 - damping * damping);
  // In fields, as all that changes here with every candle: a number in a closure's variable is garbage with each change.
  const at = { along: 0, across: 0 };
  return (heat) => {
    const { along, across } = at;
    at.along = damping * (along * cosine - across * sine) + kick * heat * draw.normal();
    at.across = damping * (along * sine + across * cosine) + kick * heat * draw.normal();
    return at.along - along;
  };
}

/** A deviation that comes back (Ornstein-Uhlenbeck): volatility an hour, half-life in hours. Returns its new value. */
export function reverting(draw: Chance, volatility: number, halfLife: number): (heat: number, jump?: number) => number {
  const keep = Math.exp(-Math.LN2 / (halfLife * BARS_AN_HOUR));
  const noise = volatility / Math.sqrt(BARS_AN_HOUR);
  const at = { value: 0 };
  return (heat, jump = 0) => {
    at.value = keep * at.value + noise * heat * draw.normal() + jump;
    return at.value;
  };
}

/** A jump now and then: `perDay` of them, each up or down by `least` to four times that. */
export const jumping =
  (draw: Chance, perDay: number, least: number): (() => number) =>
  () => {
    if (draw.uniform() >= perDay / BARS_A_DAY) return 0;
    const size = least * (1 + 3 * draw.uniform() ** 3);
    return draw.uniform() < 0.5 ? -size : size;
  };

const DAY_SHAPE = Float64Array.from({ length: BARS_A_DAY }, (_, bar) => {
  const hour = bar / BARS_AN_HOUR;
  return 1 + 0.3 * Math.cos(((hour - 15) / 24) * 2 * Math.PI) + 0.08 * Math.cos(((hour - 1) / 12) * 2 * Math.PI);
});

/** Busier when America and Europe trade together, quiet in the small hours (UTC); mean about 1. `bar` is a whole number. */
export const dayShape = (bar: number): number => DAY_SHAPE[bar % BARS_A_DAY] ?? Number.NaN;

/** The market's mood in one bar, which every coin shares. */
export type Mood = { level: number; heat: number };

/** The common factor: regimes, clustered volatility, swings and jumps. Each call advances one bar and returns the same record, refilled. */
export function marketMood(seed: number): (bar: number) => Mood {
  const draw = chance(seed, 'market');
  const change = swing(draw, 0.006, 9);
  const jump = jumping(draw, 0.3, 0.012);
  const cluster = reverting(draw, 0.1, 10);
  const total = REGIMES.reduce((sum, regime) => sum + regime.weight, 0);
  const mood: Mood = { level: 0, heat: 1 };
  let regime: Regime = REGIMES[2] ?? { weight: 1, drift: 0, heat: 1, pull: 0, hours: 12 };
  let [age, life, centre] = [0, BARS_A_DAY / 2, 0];

  const turn = (): void => {
    let left = draw.uniform() * total;
    for (const candidate of REGIMES) {
      regime = candidate;
      left -= candidate.weight;
      if (left < 0) break;
    }
    age = 0;
    life = Math.max(2 * BARS_AN_HOUR, Math.round(regime.hours * BARS_AN_HOUR * (0.4 + 1.2 * draw.uniform())));
    centre = mood.level;
  };

  return (bar) => {
    if (age >= life) turn();
    mood.heat = regime.heat * Math.exp(cluster(1)) * Math.sqrt(dayShape(bar));
    const drift = (regime.drift / BARS_AN_HOUR) * (1 - age / life);
    const noise = (0.0045 / Math.sqrt(BARS_AN_HOUR)) * mood.heat * draw.normal();
    // The last term keeps the price within sight of where it began, over months.
    mood.level += drift + noise + change(mood.heat) + jump() - regime.pull * (mood.level - centre) - 0.000006 * mood.level;
    age++;
    return mood;
  };
}
