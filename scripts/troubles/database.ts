import { StoreError, type StoreErrorKind } from '../../src/core/facts/storeError.ts';
import { genesis } from '../../src/store/chain.ts';
import { storeError } from '../../src/store/errors.ts';
import { chained } from '../../src/store/rows.ts';
import { type Group, quoted, type Trouble } from './trouble.ts';

const fault = (code: string, message: string): Error => Object.assign(new Error(message), { code });
const APPENDING = 'append 3 events to the log of binance/paper/main (data/countersign.db)';

/** What becomes of a fact that nobody could read back. */
function malformed(): StoreError {
  try {
    chained('binance/paper/main', genesis('binance/paper/main'), [
      { step: null, event: { type: 'resumed', at: Number.NaN, who: 'desk', why: '' } },
    ]);
  } catch (error) {
    if (error instanceof StoreError) return error;
  }
  throw new Error('expected the event to be refused');
}

/** An error of each kind as it comes, why, and what its own advice leaves out. */
const STORE = {
  full: [
    storeError(fault('ENOSPC', 'no space left on device'), APPENDING),
    'The disk, or its quota, is full. Exits go on, entries wait.',
    '',
  ],
  locked: [
    storeError(fault('SQLITE_BUSY', 'database is locked'), APPENDING),
    'Another program has the file open and writes. Reads and exits go on; what happens is kept beside the database until it is free.',
    '',
  ],
  unreachable: [
    storeError(fault('ECONNREFUSED', 'connect ECONNREFUSED 127.0.0.1:5432'), 'connect to postgresql://…'),
    'The PostgreSQL server is down, refuses the user, or is another one.',
    'Without `DATABASE_URL` the desk uses a SQLite file and needs no server.',
  ],
  broken: [
    storeError(fault('SQLITE_CORRUPT', 'database disk image is malformed'), APPENDING),
    'The file is damaged, or is no database.',
    'Then `npx countersign audit verify`.',
  ],
  duplicate: [
    storeError(fault('SQLITE_CONSTRAINT_UNIQUE', 'UNIQUE constraint failed'), APPENDING),
    'An order or fill is in the log already.',
    'Nothing is to be done.',
  ],
  invalid: [malformed(), 'The desk refused to write a fact that it could not read back.', ''],
} satisfies Record<Exclude<StoreErrorKind, 'in use'>, readonly [StoreError, string, string]>;

const forbidden = storeError(fault('EACCES', 'permission denied, open data/countersign.db'), APPENDING);

/** The advice stands at the end of the message: here it is a column of its own. */
const stored = (error: StoreError, why: string, more: string): Trouble => ({
  says: error.message.slice(0, -error.advice.length).trimEnd(),
  why,
  remedy: `${error.advice} ${more}`.trimEnd(),
});

/** What becomes of a database that cannot be written or is not as it was. */
export const DATABASE: Group = {
  title: 'The database',
  troubles: [
    ...Object.values(STORE).map(([error, why, more]) => stored(error, why, more)),
    stored(forbidden, 'This user may not read or write there.', 'Another folder: `npm start -- --home DIR`.'),
    quoted(
      'src/store/lock.ts',
      'another Countersign … runs on …',
      'One desk writes to a home, so that no order is sent twice. The message names its process and since when it runs.',
      `${new StoreError('in use', '').advice} \`kill PID\` ends it, in order. The lock goes with its process, however that ends: no file has to be deleted.`,
    ),
    quoted(
      'src/store/lock.ts',
      'another Countersign trades the account … on …',
      'The same account on the same PostgreSQL server, from another home or machine.',
      `${new StoreError('in use', '').advice.split(', or')[0]}, or give this one an account of its own: \`COUNTERSIGN_ACCOUNT=second\`.`,
    ),
    quoted(
      'src/store/logWatch.ts',
      '🚨 The database cannot be written … Nothing that adds risk goes out until it can be written; stops and exits go on.',
      'Full disk, a lock, a server that is away. Its own message stands below it.',
      'See the message’s row here. “The database can be written again” ends it; `/health` says since when.',
    ),
    quoted(
      'src/store/logWatch.ts',
      '🚨 What happens now is stored nowhere',
      'Neither the database nor the journal beside it can be written: most often one full disk. Entries are refused; stops, exits and `/panic` go out, from memory alone.',
      'Free space at once, and leave the desk running until `/health` is well: its end would forget what is in memory.',
    ),
    quoted(
      'src/core/trader/trader.ts',
      '… in the journal beside the database, and the next start stores what waits: …',
      'The desk was ended while the database could not be written. It ended in order, with status 0: nothing is lost.',
      'See the row here of the message that follows; then start again. Leave the folder `audit` of the home as it is.',
    ),
    quoted(
      'src/main.ts',
      '… that could not be stored before the last end … stored now',
      'The process ended while the database could not be written. What happened was kept beside it and is in the log now.',
      'Nothing.',
    ),
    quoted(
      'src/store/openedFile.ts',
      '… was deleted …: what would be written now would be lost',
      'Somebody removed or replaced the database under the running desk.',
      'Put it back, and the desk goes on. Else stop the desk, restore database and audit folder from one backup, and start.',
    ),
    quoted(
      'src/store/openHead.ts',
      'it has … rows, but the head kept outside the database is gone (…)',
      'The folder `audit` in the home was lost or not restored. Without the head a cut-off end would not show.',
      'Restore the file. To go on with the log as it stands: `npx countersign audit accept`, which becomes a row of it.',
    ),
    quoted(
      'src/store/openHead.ts',
      'it ends at row …, but row … had been written (…)',
      'The database is older than the head beside it.',
      'Restore both from the same backup. Stop the desk before you copy; copy the whole home. Is it meant: `npx countersign audit accept`.',
    ),
    quoted(
      'src/store/openHead.ts',
      'row … is not the one that … names',
      'A row was changed after it was written, or the two are from different homes.',
      '`npx countersign audit verify` finds the first; then restore both from one backup.',
    ),
    quoted(
      'src/store/openHead.ts',
      'the log of … is not the newest: … (…)',
      'A whole older home was restored, or the account went on in a copy of it: the second head, outside of the home, has heard of more.',
      'Start the newest home. To go on with this one: `npx countersign audit accept`. A copy that is to run beside it needs a `HEAD_FILE` of its own.',
    ),
    quoted(
      'src/run/secondHead.ts',
      '… it is written anew. An older backup would not have been noticed',
      'The second head, in the user’s state folder or in `HEAD_FILE`, was damaged or cannot be read. The desk starts all the same.',
      'Nothing, if the home is the newest. `npx countersign audit verify` looks at the rest.',
    ),
    quoted(
      'src/run/secondHead.ts',
      '… had … rows here by … and is lost. If it was given up, remove …',
      'An account that the second head knows is no more in this database.',
      'Restore it, or remove the file that is named.',
    ),
    quoted(
      'src/store/log.ts',
      'another Countersign has taken over the account …; nothing more is written here',
      'A second desk was started on the same database while this one could not hold its lock.',
      'Leave the newer one running. This one has stopped writing; end it.',
    ),
    quoted(
      'src/store/waiting.ts',
      '… holds what came after row …, and the log goes on otherwise from there',
      'An older database was restored beside a newer journal.',
      'Move the named file away to start without what is in it.',
    ),
    quoted(
      'src/store/journal.ts',
      '… does not hang together: its row … is not the one that was written',
      'A row of the journal, which holds what could not be stored before the last end, was damaged or changed. An entry that “cannot be read” is told likewise.',
      'Restore it from a backup of the home, or move the named file away to start without what is in it.',
    ),
    quoted(
      'src/store/waiting.ts',
      '… holds a …, row …, that cannot have happened after the log of …',
      'The journal tells of something that the log makes impossible, such as the fill of an order that was never given. None of it was taken in.',
      'Move the named file away to start without what is in it, keep it, and find out what wrote it.',
    ),
    quoted(
      'src/store/openHead.ts',
      '… holds … of which the second head has not heard (…)',
      'The journal has more in it than the desk has told its second head: somebody else wrote it, the second head could not be written, or the machine went down between the two.',
      'Look into the file. Is it right: `npx countersign audit accept`. Else move it away.',
    ),
    quoted(
      'src/store/rows.ts',
      'A newer Countersign has written it.',
      'The home was used by a later version.',
      'Start that version again, or a later one. Nothing is lost.',
    ),
    quoted(
      'src/store/migrate.ts',
      '… has the migration …, which this version does not know',
      'The database was made by a newer Countersign.',
      'Update this one: `git pull && npm ci`.',
    ),
    quoted(
      'src/store/migrate.ts',
      'migration … was changed after it was applied to …',
      'A file under `prisma` differs from the one that made the tables.',
      '`git checkout prisma`, then start again.',
    ),
    quoted(
      'src/store/secondFactors.ts',
      'the key of the one-time codes is gone (…)',
      '`second-factor.key` in the home was lost, so that nobody’s code can be checked.',
      'Restore it from the backup of the database. Else at the terminal: `/users remove NAME`, then add them again.',
    ),
    quoted(
      'src/tools/verify.ts',
      '… but the database …',
      '`audit verify` knows of an account whose database was deleted or emptied.',
      'Restore the database from a backup.',
    ),
    quoted(
      'src/store/audit.ts',
      '… the log ends at row …, the head kept outside is row …: the rows after it were cut off',
      '`audit verify`: the end of the log is missing.',
      'Keep a copy of the home as it is. Restore database and audit folder from one backup.',
    ),
    quoted(
      'src/store/audit.ts',
      'row … is not the row that was written',
      '`audit verify`: somebody or something changed a row; “missing” and “reordered” are told likewise.',
      'As above. All before that row is as it was written.',
    ),
    quoted(
      'src/tools/verify.ts',
      '… rows hang together, but the head kept outside is gone (…): a cut-off end would not show',
      '`audit verify`: the folder `audit` in the home was lost.',
      'Restore it. Is the log the right one: `npx countersign audit accept`.',
    ),
    quoted(
      'src/tools/verify.ts',
      'an older backup, or a copy that went on: … (…)',
      '`audit verify`: the second head has heard of more than this home has.',
      'Start the newest home, or `npx countersign audit accept`.',
    ),
    quoted(
      'src/tools/verify.ts',
      'the rows are as they were written, but the snapshot at row … is not what they add up to',
      'Rows are right; a start would take a false shortcut.',
      'Restore from a backup, and report it.',
    ),
    quoted(
      'src/tools/verify.ts',
      'the rows are as they were written, but beside them one is …',
      'An order, a fill or a delivery does not fit its event: something else wrote into the database.',
      'Restore from a backup, and find out what did.',
    ),
    quoted(
      'src/store/backupFile.ts',
      '… is damaged: its … is not what was written',
      '`restore`: a byte of the backup changed on its way or on its disk. “is cut off” and “is empty” are told likewise. Nothing was changed.',
      'Restore another copy of it, or an earlier backup.',
    ),
    quoted(
      'src/store/backupFile.ts',
      '… is no backup that countersign has made',
      '`restore` was given another file.',
      'Name one that `npx countersign backup` has written.',
    ),
    quoted(
      'src/tools/backedUp.ts',
      '… is not whole: …',
      '`backup` or `restore`: the bytes are right, but a log in it does not hang together. Nothing was written.',
      'Of a home: `npx countersign audit verify` says more. Of a backup: restore an earlier one.',
    ),
    quoted(
      'src/tools/restore.ts',
      '… is not empty: name another folder with --home, or have what is in it moved beside it with --aside',
      '`restore` makes a home and writes over none.',
      'Another `--home`; or `--aside`, which keeps what is there in a folder beside it.',
    ),
    quoted(
      'src/tools/restore.ts',
      '… is older than it was: …',
      '`restore`: more had been written after the backup, as the second head knows.',
      'Is it meant: `npx countersign audit accept`. Before that no desk starts on it.',
    ),
  ],
};
