import type { Component } from '../core/facts/logger.ts';
import { messageOf } from '../core/facts/messageOf.ts';
import { StoreError } from '../core/facts/storeError.ts';
import type { Reply } from '../core/reply/reply.ts';
import { durationText, type Ms, SECOND } from '../core/time.ts';
import type { Log } from './log.ts';

/** A write that fails once and succeeds soon after is no reason to worry anybody, ms. */
const BRIEF = 5 * SECOND;

const ENTRIES_WAIT = 'Nothing that adds risk goes out until it can be written; stops and exits go on.';
const KEPT_NOWHERE =
  'The journal beside it cannot be written either: memory alone holds what happens. Stops and exits go on; a crash would forget them.';
/** A replay can be played again from where its log ends, entries and all. */
const PLAYS_ON = 'The replay plays on, and nobody can add to it by hand until it can be written.';

/** A log, and whether it can be written. */
export type Watched<L> = L & {
  /** To be called now and then: notices what has become of the database although nothing is to be written. */
  look(): void;
  /** For /health. */
  component(where: string): Component;
};

/**
 * A6: notices that the log cannot be written, and that it can again. This cannot be stored as an alert, so it is handed to `tell`
 * at once: when a write fails after others have failed for a while, and when one succeeds after that.
 */
export function watchLog<L extends Pick<Log, 'head' | 'append' | 'setAside'>>(
  log: L,
  given: {
    readonly now: () => Ms;
    readonly tell: (reply: Reply) => void;
    readonly replayable: boolean;
    /** Throws where the database is no more the one that was opened. */
    readonly check: () => void;
    /** Somebody else has taken the account: nothing may be done here any more. */
    readonly lost: (error: StoreError) => void;
  },
): Watched<L> {
  const { now, tell, check, lost } = given;
  let trouble: { readonly since: Ms; says: string; told: boolean } | undefined;
  const fail = (says: string): void => {
    trouble ??= { since: now(), says, told: false };
    trouble.says = says;
    if (trouble.told || now() - trouble.since < BRIEF) return;
    trouble.told = true;
    tell({ title: '🚨 The database cannot be written', lines: [says, given.replayable ? PLAYS_ON : ENTRIES_WAIT] });
  };
  /** Why the journal cannot be written either. */
  let lacksJournal: string | undefined;
  const keptNowhere = (says: string): void => {
    if (lacksJournal === undefined)
      tell({ title: '🚨 What happens now is stored nowhere', lines: [says, given.replayable ? PLAYS_ON : KEPT_NOWHERE] });
    lacksJournal = says;
  };
  const succeed = (): void => {
    lacksJournal = undefined;
    if (trouble?.told === true)
      tell({
        title: 'The database can be written again',
        lines: [`After ${durationText(now() - trouble.since)}; what happened meanwhile is stored now.`],
      });
    trouble = undefined;
  };
  return {
    ...log,
    get head() {
      return log.head;
    },
    async append(batch) {
      try {
        await log.append(batch);
      } catch (error) {
        if (error instanceof StoreError && error.kind === 'in use') lost(error);
        fail(messageOf(error));
        throw error;
      }
      succeed();
    },
    async setAside(batch) {
      const failed = await log.setAside(batch);
      if (failed === undefined) lacksJournal = undefined;
      else keptNowhere(failed.message);
      return failed;
    },
    look() {
      try {
        check();
      } catch (error) {
        fail(messageOf(error));
      }
    },
    component: (where) =>
      trouble === undefined
        ? { name: 'database', state: 'ok', says: `${where}, ${log.head.seq} events` }
        : {
            name: 'database',
            state: 'down',
            says: [
              `cannot be written for ${durationText(now() - trouble.since)}: ${trouble.says}`,
              ...(lacksJournal === undefined ? [] : [`The journal cannot be written either: ${lacksJournal}`]),
            ].join(' '),
          },
  };
}
