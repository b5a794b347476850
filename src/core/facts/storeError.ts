/**
 * What the caller has to do about a failure of the store:
 * `full` free space, then append again; `locked` another program holds the database, try again; `unreachable` the server does
 * not answer, or the file is away, try again; `broken` stop and restore, nothing may be traded on it; `duplicate` this order or
 * fill is there already, do not send it; `invalid` a defect of the program, nothing was written; `in use` another Countersign
 * runs, leave.
 */
export type StoreErrorKind = 'full' | 'locked' | 'unreachable' | 'broken' | 'duplicate' | 'invalid' | 'in use';
const ADVICE: Readonly<Record<StoreErrorKind, string>> = {
  full: 'Free space on that disk; what is waiting is then written by itself.',
  locked: 'Close the other program that has the database open (a database browser, a backup), then try again.',
  unreachable: 'Check that the server runs and that DATABASE_URL names it, with a user that may log in.',
  broken: 'Stop, keep a copy of the home folder, and restore database and audit folder from the same backup.',
  duplicate: 'It is recorded already; it must not be sent again.',
  invalid: 'Nothing was written. This is a defect of the program: please report it with this message.',
  'in use': 'Stop the other one first, or use another --home.',
};

/** The store could not do what it was asked; nothing of it is left behind. The message ends with what to do. */
export class StoreError extends Error {
  override name = 'StoreError';
  readonly kind: StoreErrorKind;
  readonly advice: string;

  constructor(kind: StoreErrorKind, says: string, options?: { readonly advice?: string; readonly cause?: unknown }) {
    const advice = options?.advice ?? ADVICE[kind];
    super(`${says}. ${advice}`, options?.cause === undefined ? undefined : { cause: options.cause });
    this.kind = kind;
    this.advice = advice;
  }
}

const PASSING: readonly StoreErrorKind[] = ['full', 'locked', 'unreachable'];

/** Whether what failed may succeed when it is tried again, by itself: the store is held up, and nothing is lost. */
export const isHeldUp = (error: unknown): error is StoreError => error instanceof StoreError && PASSING.includes(error.kind);

/** Whether what failed to be written is to be kept beside the log: all but what must not be in it. */
export const isKept = (error: unknown): boolean =>
  error instanceof StoreError && error.kind !== 'in use' && error.kind !== 'invalid' && error.kind !== 'duplicate';
