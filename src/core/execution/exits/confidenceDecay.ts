import { BY_HAND } from '../../facts/plan.ts';
import { closePart, type Exit, type ExitContext, signOf, usable } from './exit.ts';

export const confidenceDecay = {
  name: 'confidence decay',
  about: 'Closed when the signal that opened it has lost most of its confidence or turned against it.',
  advise(context) {
    const { position, settings } = context;
    const now = confidenceNow(context);
    if (position.paired || now === undefined) return undefined;
    return now < settings.exits.confidenceDecay * position.confidence ? closePart(context, 1, 'confidence') : undefined;
  },
} satisfies Exit;

/**
 * Confidence in the position's own direction: 0 once the score points the other way as strongly as an entry needs. Undefined
 * without a signal, and for a position that a person opened: there was none at its entry to compare with.
 */
export function confidenceNow(context: ExitContext): number | undefined {
  const { position, signal, settings } = context;
  if (position.strategy === BY_HAND) return undefined;
  if (signal === undefined || !usable(signal.score) || !usable(signal.confidence)) return undefined;
  return signOf(context) * signal.score <= -settings.signal.score ? 0 : signal.confidence;
}
