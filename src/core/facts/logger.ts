export const CONCERNS = ['bot', 'positions', 'scanning', 'orders', 'strategy'] as const;

/** One log file each. */
export type Concern = (typeof CONCERNS)[number];

/** Where a line of log goes; never part of the account's facts. */
export type Logger = (
  concern: Concern,
  level: 'debug' | 'info' | 'warn' | 'error',
  message: string,
  details?: Readonly<Record<string, unknown>>,
) => void;
export type Component = { readonly name: string; readonly state: 'ok' | 'degraded' | 'down'; readonly says: string };
