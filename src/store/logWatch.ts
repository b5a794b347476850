import type { Component } from '../core/facts/logger.ts';
import { messageOf } from '../core/facts/messageOf.ts';
import { StoreError } from '../core/facts/storeError.ts';
import type { Reply } from '../core/reply/reply.ts';
import { durationText, type Ms, SECOND } from '../core/time.ts';
import type { Log } from './log.ts';

/** A write that fails once and succeeds soon after is no reason to worry anybody, ms. */
const BRIEF = 5 * SECOND;

/** How long /health waits for the database, ms. */
const UNANSWERED = SECOND;

const ENTRIES_WAIT = 'Nothing that adds risk goes out until it can be written; stops and exits go on.';
const KEPT_NOWHERE =
  'The journal beside it cannot be written either: memory alone holds what happens. Stops and exits go on; a crash would forget them.';
/** A replay can be played again from where its log ends, entries and all. */
const PLAYS_ON = 'The replay plays on, and nobody can add to it by hand until it can be written.';

/** A log, and whether it can be written. */
export type Watched<L> = L & {
  /** To be called now and then: notices what has become of the database although nothing is to be written. Never rejects. */
  look(): Promise<void>;
  /** For /health, after another look; one that is not answered for long is told of as it is. */
  component(where: string): Promise<Component>;
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
    /** Rejects where nothing could be written now. */
    readonly probe: () => Promise<void>;
    /** Resolves after so long, ms of the wall clock. */
    readonly after: (delay: Ms) => Promise<unknown>;
    /** Somebody else has taken the account: nothing may be done here any more. */
    readonly lost: (error: StoreError) => void;
  },
): Watched<L> {
  const { now, tell, probe, after, lost } = given;
  /** `written`: a write has failed, so that only one that succeeds ends it. */
  let trouble: { readonly since: Ms; says: string; told: boolean; written: boolean } | undefined;
  const fail = (says: string, written: boolean): void => {
    trouble ??= { since: now(), says, told: false, written };
    trouble.says = says;
    trouble.written ||= written;
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
  let looking: Promise<void> | undefined;
  const lookNow = async (): Promise<void> => {
    try {
      await probe();
      if (trouble?.written === false) succeed();
    } catch (error) {
      fail(messageOf(error), false);
    }
    looking = undefined;
  };
  /** Once at a time, however often it is asked. */
  const look = (): Promise<void> => {
    looking ??= lookNow();
    return looking;
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
        fail(messageOf(error), true);
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
    look,
    async component(where) {
      const since = now();
      const answered = await Promise.race([look().then(() => true), after(UNANSWERED).then(() => false)]);
      if (trouble === undefined)
        return answered
          ? { name: 'database', state: 'ok', says: `${where}, ${log.head.seq} events` }
          : { name: 'database', state: 'degraded', says: `does not answer, asked ${durationText(now() - since)} ago` };
      return {
        name: 'database',
        state: 'down',
        says: [
          `cannot be written for ${durationText(now() - trouble.since)}: ${trouble.says}`,
          ...(lacksJournal === undefined ? [] : [`The journal cannot be written either: ${lacksJournal}`]),
        ].join(' '),
      };
    },
  };
}
