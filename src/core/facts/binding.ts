import type { Settings } from './settings.ts';

/** How often is asked, whether of pairs, and whether some of it is a drill says nothing of an order that has been asked about. */
const withoutAsking = ({ approval: { asks: _asks, pairs: _pairs, drills: _drills, ...approval }, ...rest }: Settings) => ({
  ...rest,
  approval,
});

const ofTheOrder = (settings: Settings) => {
  const { approval, risk, authority, authorities, signal } = withoutAsking(settings);
  return [risk, approval, authority, authorities, [signal.score, signal.confidence, signal.strategies]];
};

/** Whether two settings differ in nothing but how the desk asks. */
export const tradeAlike = (a: Settings, b: Settings): boolean =>
  JSON.stringify(withoutAsking(a)) === JSON.stringify(withoutAsking(b));

/**
 * Whether two settings bind a card alike: the same limits, the same rules of approval, the same authority, and the same score, confidence
 * and strategies by which it came to be asked.
 */
export const boundAlike = (a: Settings, b: Settings): boolean => JSON.stringify(ofTheOrder(a)) === JSON.stringify(ofTheOrder(b));
