import type { Settings } from './settings.ts';

/** Whether two settings bind a card alike: the same limits, the same rules of approval and the same authority. */
export const boundAlike = (a: Settings, b: Settings): boolean =>
  JSON.stringify([a.risk, a.approval, a.authority, a.authorities]) ===
  JSON.stringify([b.risk, b.approval, b.authority, b.authorities]);
