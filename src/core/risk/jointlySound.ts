import type { Settings } from '../facts/settings.ts';
import { perCent } from '../facts/settingUnits.ts';
import { LOSS_OF_MARGIN } from './leverage.ts';

/** Settings that are sound one by one and ruinous together: what is wrong, and for each of them the value that would pass. */
type Clash = { readonly wrong: string; readonly ways: readonly { readonly path: string; readonly passes: string }[] };

const shown = (share: number): string => perCent(Number(share.toPrecision(12)));
/** To whole hundredths of a per cent, so that what is shown passes; the small number takes away what a division adds. */
const up = (share: number): number => Math.ceil(share * 10_000 - 1e-6) / 10_000;
const down = (share: number): number => Math.floor(share * 10_000 + 1e-6) / 10_000;
/** Leverage to tenths. */
const least = (leverage: number): number => Math.ceil(leverage * 10 - 1e-6) / 10;
const most = (leverage: number): number => Math.floor(leverage * 10 + 1e-6) / 10;

/** A stop that the exchange would never let the price come to: most of the margin is lost before. */
function beyondMargin({ risk, exits }: Settings): Clash | undefined {
  if (risk.leverage <= 1 || exits.stop * risk.leverage <= LOSS_OF_MARGIN + 1e-9) return undefined;
  const passing = most(LOSS_OF_MARGIN / exits.stop);
  return {
    wrong: `at ${risk.leverage}x a stop of ${shown(exits.stop)} costs ${shown(exits.stop * risk.leverage)} of the margin; the exchange liquidates near it`,
    ways: [
      { path: 'risk.leverage', passes: `at most ${Math.max(1, passing)}x` },
      { path: 'exits.stop', passes: `at most ${shown(down(LOSS_OF_MARGIN / risk.leverage))}` },
    ],
  };
}

/**
 * A risk that no position may be large enough for, so near is its stop. At 1x, as on spot, no higher maximum makes one larger: what the
 * whole equity would lose at that stop is told instead.
 */
function beyondLeverage({ risk, exits }: Settings, costs: number): Clash | undefined {
  const notional = risk.perTrade / (exits.stop + costs);
  if (notional <= risk.maxLeverage + 1e-9) return undefined;
  const stop = up(risk.perTrade / risk.maxLeverage - costs);
  const unlevered = risk.leverage <= 1;
  const whole = unlevered ? ` (at 1x the equity loses ${shown(exits.stop + costs)})` : '';
  return {
    wrong: `${shown(risk.perTrade)} lost at a stop of ${shown(exits.stop)} takes ${least(notional)} times the equity; risk.maxLeverage is ${risk.maxLeverage}x`,
    ways: [
      { path: 'risk.perTrade', passes: `at most ${shown(down((exits.stop + costs) * risk.maxLeverage))}${whole}` },
      ...(stop * risk.leverage <= LOSS_OF_MARGIN ? [{ path: 'exits.stop', passes: `at least ${shown(stop)}` }] : []),
      ...(!unlevered && notional <= 100 ? [{ path: 'risk.maxLeverage', passes: `at least ${least(notional)}x` }] : []),
    ],
  };
}

/**
 * How leverage, stop and risk per trade contradict each other; none do where the stop follows the market. `costs` is what a trade
 * costs there and back, as a fraction of its notional; `asked` is the setting that is changed: a lower maximum is never in the way.
 */
export const clashes = (settings: Settings, costs: number, asked: string | undefined): readonly Clash[] =>
  settings.exits.stopMethod === 'fixed'
    ? [beyondMargin(settings), asked === 'risk.maxLeverage' ? undefined : beyondLeverage(settings, costs)].filter(
        (clash) => clash !== undefined,
      )
    : [];
