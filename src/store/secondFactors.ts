import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { OneTimeCodeStore, SecondFactor } from '../core/desk/oneTimeCodes.ts';
import { StoreError } from '../core/facts/storeError.ts';
import type { Database } from './database.ts';
import { storeError } from './errors.ts';

const recoverySchema = z.object({ salt: z.string(), hashes: z.array(z.string()) });

/** Lengths that NIST SP 800-38D recommends for AES-GCM, bytes. */
const NONCE = 12;
const TAG = 16;
const KEY = 32;

const isMissing = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT';

/** The key that secrets are sealed with; undefined where there is none yet. Throws StoreError `broken` for a file that is no key. */
function readKey(file: string): Buffer | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw storeError(error, `read ${file}`);
  }
  const key = Buffer.from(text.trim(), 'hex');
  if (key.length !== KEY) throw new StoreError('broken', `${file} holds no key of ${KEY} bytes`);
  return key;
}

function makeKey(file: string): Buffer {
  const key = randomBytes(KEY);
  try {
    writeFileSync(file, `${key.toString('hex')}\n`, { mode: 0o600, flag: 'wx', flush: true });
  } catch (error) {
    throw storeError(error, `write ${file}`);
  }
  return key;
}

/** Bound to its owner, so that a row that was copied to somebody else does not open. */
function seal(key: Buffer, owner: string, secret: string): string {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(owner));
  const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64');
}

function unseal(key: Buffer, owner: string, text: string): string {
  const sealed = Buffer.from(text, 'base64');
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE), { authTagLength: TAG })
    .setAAD(Buffer.from(owner))
    .setAuthTag(sealed.subarray(NONCE, NONCE + TAG));
  return Buffer.concat([decipher.update(sealed.subarray(NONCE + TAG)), decipher.final()]).toString('utf8');
}

/**
 * The one-time codes of an account's people. Secrets lie in the database sealed under a key file in the home folder, which only the
 * owner may read: neither alone gives a code. Its functions throw StoreError `broken` where the two do not fit each other.
 */
export function openSecondFactors(database: Database, account: string, home: string): OneTimeCodeStore {
  const file = join(home, 'second-factor.key');
  const ownerOf = (person: string): string => `${account} ${person}`;
  const broken = (says: string, cause?: unknown): StoreError =>
    new StoreError('broken', says, {
      advice: `Restore ${file} from the backup that the database is from. Else take the person off the list with /users remove, and add them again.`,
      cause,
    });
  return {
    async read(person) {
      const [row] = await database.run('read the one-time codes', (tables) =>
        tables.secondFactor.findMany({ where: { account, person } }),
      );
      if (row === undefined) return undefined;
      const key = readKey(file);
      if (key === undefined) throw broken(`the key of the one-time codes is gone (${file})`);
      let secret: string;
      try {
        secret = unseal(key, ownerOf(person), row.secret);
      } catch (cause) {
        throw broken(`the one-time codes of ${person} do not open with ${file}`, cause);
      }
      return {
        person,
        secret,
        lastStep: row.lastStep,
        failures: row.failures,
        lockedUntil: Number(row.lockedUntil),
        recovery: recoverySchema.parse(JSON.parse(row.recovery)),
      };
    },
    async write({ person, secret, lastStep, failures, lockedUntil, recovery }: SecondFactor) {
      const key = readKey(file) ?? makeKey(file);
      const data = {
        account,
        person,
        secret: seal(key, ownerOf(person), secret),
        lastStep,
        failures,
        lockedUntil: BigInt(lockedUntil),
        recovery: JSON.stringify(recovery),
      };
      await database.transaction('write the one-time codes', (tables) => [
        tables.secondFactor.deleteMany({ where: { account, person } }),
        tables.secondFactor.createMany({ data: [data] }),
      ]);
    },
    async remove(person) {
      await database.run('remove the one-time codes', (tables) => tables.secondFactor.deleteMany({ where: { account, person } }));
    },
  };
}
