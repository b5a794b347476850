import type { EventOf } from '../../facts/events.ts';
import { toNumber } from '../../money.ts';
import { numberText } from '../../reply/format.ts';
import { confidenceNow } from './confidenceDecay.ts';
import { clamp, closePart, type Exit, type ExitContext, gainInStops, stopDistance, usable } from './exit.ts';

type Grade = EventOf<'riskGraded'>['grade'];

/** Weights of the way to the first stop that is lost, of volatility against the stop's distance, and of lost confidence. */
const LOSS = 0.5;
const VOLATILITY = 0.25;
const CONFIDENCE = 0.25;

/** A position with less than this of its entry still open has been scaled down. */
const SCALED = 0.75;

/**
 * How dangerous a position has become, 0..1, by the thresholds of the settings (0.3, 0.6 and 0.8). What cannot be measured counts as
 * calm.
 */
export function gradeOf(context: ExitContext): { readonly grade: Grade; readonly value: number; readonly says: () => string } {
  const loss = clamp(-gainInStops(context), 0, 1);
  const distance = toNumber(stopDistance(context));
  const volatility = usable(context.atr) && distance > 0 ? clamp(context.atr / distance, 0, 1) : 0;
  const now = confidenceNow(context);
  const entry = context.position.confidence;
  const lost = now === undefined || entry <= 0 ? 0 : clamp(1 - now / entry, 0, 1);
  const value = LOSS * loss + VOLATILITY * volatility + CONFIDENCE * lost;
  const { mediumFrom, highFrom, criticalFrom } = context.settings.risk;
  const grade = value < mediumFrom ? 'low' : value < highFrom ? 'medium' : value < criticalFrom ? 'high' : 'critical';
  const says = (): string =>
    `risk ${numberText(value, 2)}: ${numberText(loss * 100, 0)} % of the way to the first stop lost, ATR ${numberText(volatility, 2)} of the stop's distance, ${numberText(lost * 100, 0)} % of the confidence lost`;
  return { grade, value, says };
}

/** A pair is judged by its spread, not by one leg. */
export const riskGrade = {
  name: 'risk grade',
  about: 'High risk halves a position once, critical risk closes it.',
  advise(context) {
    const { position } = context;
    if (position.paired) return undefined;
    const { grade } = gradeOf(context);
    if (grade === 'critical') return closePart(context, 1, 'risk');
    const whole = toNumber(position.quantity) >= toNumber(position.entered) * SCALED;
    return grade === 'high' && whole ? closePart(context, 0.5, 'risk') : undefined;
  },
} satisfies Exit;
