import { numberText } from '../reply/format.ts';
import { isCooling } from '../state/coolDowns.ts';
import { durationText, timeText } from '../time.ts';
import type { GateRule } from './gate.ts';

const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);
const UNKNOWN = 'the state of the market cannot be told yet';

/**
 * Gates that stand where somebody chose them: how liquid, in which state and how healthy the market has to be. What cannot be told does
 * not pass.
 */
export const MARKET_GATES: readonly GateRule[] = [
  {
    name: 'volume',
    on: ({ settings }) => settings.signal.minVolume !== undefined,
    pass: ({ volume, settings }) => volume() >= (settings.signal.minVolume ?? 0),
    shown({ volume, settings }) {
      const traded = volume();
      const least = settings.signal.minVolume ?? 0;
      const says = Number.isNaN(traded) ? 'nothing is known' : `${numberText(traded, 0)} traded in 24 h`;
      return { value: finite(traded), threshold: least, says: `${says}, at least ${numberText(least, 0)}` };
    },
  },
  {
    name: 'regime',
    on: ({ settings }) => settings.signal.regimes !== undefined,
    pass({ market, settings }) {
      const state = market();
      return state !== undefined && settings.signal.regimes?.includes(state.regime) !== false;
    },
    shown({ market, settings }) {
      const state = market();
      const allowed = settings.signal.regimes ?? [];
      const passes = state !== undefined && allowed.includes(state.regime);
      const says = state === undefined ? UNKNOWN : `the market is in the state ${state.regime}`;
      return { value: passes ? 1 : 0, threshold: 1, says: `${says}, allowed: ${allowed.join(', ')}` };
    },
  },
  {
    name: 'health',
    on: ({ settings }) => settings.signal.minHealth !== undefined,
    pass: ({ market, settings }) => (market()?.health ?? Number.NaN) >= (settings.signal.minHealth ?? 0),
    shown({ market, settings }) {
      const health = market()?.health;
      const least = settings.signal.minHealth ?? 0;
      const says = health === undefined ? UNKNOWN : numberText(health, 2);
      return { value: health ?? null, threshold: least, says: `${says}, at least ${numberText(least, 2)}` };
    },
  },
];

/** A gate that stands where somebody chose it: how many strategies have to be on the score's side. */
export const agreeingGate: GateRule = {
  name: 'agreement',
  on: ({ settings }) => settings.signal.minAgreeing !== undefined,
  pass: ({ agreeing, settings }) => agreeing() >= (settings.signal.minAgreeing ?? 0),
  shown({ agreeing, settings }) {
    const count = agreeing();
    const least = settings.signal.minAgreeing ?? 0;
    return { value: count, threshold: least, says: `${count} of the strategies on its side, at least ${least}` };
  },
};

/** A gate that stands unless somebody took it away: after a stop, a close by hand or a rejected card the same side rests for a while. */
export const coolDownGate: GateRule = {
  name: 'cool-down',
  on: ({ settings }) => settings.signal.coolDown > 0,
  pass: ({ cooling, at, settings }) => !isCooling(cooling(), settings.signal.coolDown, at),
  shown({ cooling, score, at, settings: { signal } }) {
    const last = cooling();
    const side = score > 0 ? 'long' : 'short';
    if (last === undefined || at < last.since)
      return { value: null, threshold: signal.coolDown, says: `no ${side} was stopped, closed by hand or rejected` };
    const passed = at - last.since;
    const rests = isCooling(last, signal.coolDown, at)
      ? `resting until ${timeText(last.since + signal.coolDown)}`
      : `at least ${durationText(signal.coolDown)}`;
    return {
      value: passed,
      threshold: signal.coolDown,
      says: `the ${side} was ${last.why} ${durationText(passed)} ago, ${rests}`,
    };
  },
};
