/** Weights of strategies under one name, as STRATEGIES takes them. */
type Preset = Readonly<Record<string, { readonly on: boolean; readonly weight: number }>>;

const off = { on: false, weight: 1 } as const;
const weighing = (weight: number) => ({ on: true, weight }) as const;

/**
 * Ready sets of weights. `sources`: VWAP, RSI and Ichimoku in place of the usual four, and a learned voice that weighs most where there
 * is one, 2.5 of 7.
 */
export const PRESETS: Readonly<Record<string, Preset>> = {
  sources: {
    momentum: off,
    'mean reversion': off,
    divergence: off,
    pairs: off,
    vwap: weighing(1),
    rsi: weighing(1.5),
    ichimoku: weighing(2),
    learned: weighing(2.5),
  },
};
