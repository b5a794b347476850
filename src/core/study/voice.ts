import type { Series, Strategy, StudiedColumns } from './plug.ts';

/** A strategy at work on one series. */
export type Heard = StudiedColumns<'score' | 'confidence'> & { explain(i: number): readonly string[] };

/** A strategy with its parameters, sealed so that all of them fit one list and nobody who weighs them knows which they are. */
export type Voice = {
  /** As the receipt names it: `momentum`, `pairs BTC`. */
  readonly name: string;
  /** Whose switch and weight it obeys in the settings: `momentum`, `pairs`. */
  readonly strategy: string;
  /** The other symbol of a pair. */
  readonly partner: string | undefined;
  /** Name of the file of a user's own that holds it: what fails in there may be a measure of its own. */
  readonly file?: string | undefined;
  hear(series: Series): Heard;
};

/** Seals a strategy that reads one symbol. */
export const voice = <P>(strategy: Strategy<P>, params: P): Voice => ({
  name: strategy.name,
  strategy: strategy.name,
  partner: undefined,
  file: strategy.file,
  hear: (series) => series.useStrategy(strategy, params),
});

/** Seals a strategy that reads a symbol against its partner; `called` tells its instances apart. */
export const pairVoice = <P extends { readonly partner: string }>(strategy: Strategy<P>, params: P, called: string): Voice => ({
  name: `${strategy.name} ${called}`,
  strategy: strategy.name,
  partner: params.partner,
  hear: (series) => series.useStrategy(strategy, params),
});
