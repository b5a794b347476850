import { z } from 'zod';
import { messageOf } from '../core/facts/messageOf.ts';
import { StoreError, type StoreErrorKind } from '../core/facts/storeError.ts';

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
  return { code: '', kind: '', says: messageOf(error) };
}

/** SQLite's codes, PostgreSQL's SQLSTATE classes, the adapters' own kinds and the system's error names, first match wins. */
const KINDS: readonly (readonly [RegExp, StoreErrorKind])[] = [
  [/^(SQLITE_FULL|SQLITE_IOERR_(WRITE|FSYNC|TRUNCATE|SHMSIZE)|53100|ENOSPC|EDQUOT|EFBIG)/, 'full'],
  [/^(SQLITE_BUSY|SQLITE_LOCKED|55P03|57014|40001|40P01|TransactionWriteConflict)/, 'locked'],
  [/^(SQLITE_CONSTRAINT_(UNIQUE|PRIMARYKEY)|23505|UniqueConstraintViolation)/, 'duplicate'],
  [
    /^(08|28|25006|55000|3D000|53300|57P0|ECONN|ENOTFOUND|EPIPE|ETIMEDOUT|DatabaseNotReachable|ConnectionClosed|SocketTimeout|DatabaseDoesNotExist|DatabaseAccessDenied|AuthenticationFailed|TooManyConnections|TlsConnectionError)/,
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
  const waited = /timeout exceeded when trying to connect|Query read timeout|Connection terminated|Can't reach database/.test(
    fault.says,
  );
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
