import { z } from 'zod';

/**
 * What the caller has to do about a failure of the store:
 * `full` free space, then append again; `locked` another program holds the database, try again; `unreachable` the server does
 * not answer, try again; `broken` stop and restore, nothing may be traded on it; `duplicate` this order or fill is there
 * already, do not send it; `invalid` a defect of the program, nothing was written; `in use` another Countersign runs, leave.
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

const text = z.string().optional();
const driverCause = z.object({ kind: text, originalCode: text, originalMessage: text, code: text, message: text, reason: text });
/** Prisma wraps the driver's error; outside of Prisma it comes bare. */
const prismaError = z.object({ meta: z.object({ driverAdapterError: z.object({ cause: driverCause }) }) });
const driverError = z.object({ cause: driverCause });
const systemError = z.object({ code: z.string(), message: z.string() });

type Fault = { readonly code: string; readonly kind: string; readonly says: string };

function faultOf(error: unknown): Fault {
  const prisma = prismaError.safeParse(error);
  const cause = prisma.success ? prisma.data.meta.driverAdapterError.cause : driverError.safeParse(error).data?.cause;
  if (cause !== undefined && (cause.kind !== undefined || cause.originalCode !== undefined)) {
    const kind = cause.kind ?? '';
    return {
      code: cause.originalCode ?? cause.code ?? '',
      kind,
      says: cause.originalMessage ?? cause.message ?? cause.reason ?? kind,
    };
  }
  const system = systemError.safeParse(error);
  if (system.success) return { code: system.data.code, kind: '', says: system.data.message };
  return { code: '', kind: '', says: error instanceof Error ? error.message : String(error) };
}

/** SQLite's codes, PostgreSQL's SQLSTATE classes, the adapters' own kinds and the system's error names, first match wins. */
const KINDS: readonly (readonly [RegExp, StoreErrorKind])[] = [
  [/^(SQLITE_FULL|53100|ENOSPC|EDQUOT|EFBIG)/, 'full'],
  [/^(SQLITE_BUSY|SQLITE_LOCKED|55P03|57014|40001|40P01|TransactionWriteConflict)/, 'locked'],
  [/^(SQLITE_CONSTRAINT_(UNIQUE|PRIMARYKEY)|23505|UniqueConstraintViolation)/, 'duplicate'],
  [
    /^(08|28|3D000|53300|57P0|ECONN|ENOTFOUND|EPIPE|ETIMEDOUT|DatabaseNotReachable|ConnectionClosed|SocketTimeout|DatabaseDoesNotExist|DatabaseAccessDenied|AuthenticationFailed|TooManyConnections|TlsConnectionError)/,
    'unreachable',
  ],
];

const FORBIDDEN = /^(EACCES|EPERM|EROFS|ENOTDIR|EEXIST|EISDIR|SQLITE_READONLY|SQLITE_CANTOPEN|42501)/;

/** The StoreError for whatever a driver, Prisma or the file system threw. `doing` says what failed: `append 3 events to ...`. */
export function storeError(error: unknown, doing: string): StoreError {
  if (error instanceof StoreError) return error;
  const fault = faultOf(error);
  const kind = KINDS.find(([pattern]) => pattern.test(fault.code) || pattern.test(fault.kind))?.[1];
  // A pool that gives up waiting has no code of its own.
  const waited = /timeout exceeded when trying to connect|Connection terminated|Can't reach database/.test(fault.says);
  const code = fault.code === '' ? '' : ` (${fault.code})`;
  const says = `could not ${doing}: ${fault.says}${code}`;
  if (FORBIDDEN.test(fault.code)) {
    return new StoreError('broken', says, {
      advice: 'Check that the folder is there and that this user may write to it.',
      cause: error,
    });
  }
  return new StoreError(kind ?? (waited ? 'unreachable' : 'broken'), says, { cause: error });
}
