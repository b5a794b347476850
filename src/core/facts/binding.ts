import type { Settings } from './settings.ts';

/** How often is asked, whether of pairs, and whether some of it is a drill says nothing of an order that has been asked about. */
const ofTheOrder = ({
  approval: { asks: _asks, pairs: _pairs, drills: _drills, ...approval },
  risk,
  authority,
  authorities,
  signal,
}: Settings) => [risk, approval, authority, authorities, [signal.score, signal.confidence, signal.strategies]];

/**
 * Whether two settings bind a card alike: the same limits, the same rules of approval, the same authority, and the same score, confidence
 * and strategies by which it came to be asked.
 */
export const boundAlike = (a: Settings, b: Settings): boolean => JSON.stringify(ofTheOrder(a)) === JSON.stringify(ofTheOrder(b));
