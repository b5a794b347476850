import type { Authority, Settings } from '../facts/settings.ts';

/**
 * What a strategy's plans may do: its own authority, else that of all. Settings belong to one account, and an account has one
 * mode: what was allowed on paper is never inherited by another mode, and the first settings of a live account begin at `approve`.
 */
export const authorityOf = ({ authority, authorities }: Settings, strategy: string): Authority =>
  authorities[strategy] ?? authority;

/** Whether something that was asked about or only told of is entered without asking under the later settings. */
export const isFreed = (before: Settings, after: Settings): boolean =>
  ['', ...Object.keys(before.authorities), ...Object.keys(after.authorities)].some(
    (name) => authorityOf(after, name) === 'auto' && authorityOf(before, name) !== 'auto',
  );

/** Why that takes a one-time code. */
export const FREED = 'the desk trades without asking then';
