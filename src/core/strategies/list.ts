import { baseOf } from '../figures.ts';
import { pairVoice, type Voice, voice } from '../signal/voice.ts';
import { divergence } from './divergence.ts';
import { meanReversion } from './meanReversion.ts';
import { momentum } from './momentum.ts';
import { pairs } from './pairs.ts';

/** Names of all strategies, as settings and commands call them. */
export const STRATEGY_NAMES: readonly string[] = [momentum.name, meanReversion.name, divergence.name, pairs.name];

/**
 * Every strategy with its default parameters, as it speaks for one symbol: taking one out is its lines here and its file.
 * `partners` are the other symbols of the pairs that this symbol is part of.
 */
export const voicesOf = (partners: readonly string[]): readonly Voice[] => [
  voice(momentum, momentum.params.parse({})),
  voice(meanReversion, meanReversion.params.parse({})),
  voice(divergence, divergence.params.parse({})),
  ...partners.map((partner) => pairVoice(pairs, pairs.params.parse({ partner }), baseOf(partner))),
];
