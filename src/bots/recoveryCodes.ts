import { scrypt, timingSafeEqual } from 'node:crypto';
import type { SecondFactor } from '../core/desk/oneTimeCodes.ts';
import { drawLetters, type Random, readLetters } from './letters.ts';

type Kept = SecondFactor['recovery'];

const CODES = 8;
/** 24 letters to the power of 10: 45 bits, behind the same lock as the one-time codes. */
const LENGTH = 10;
const HASH = 32;

/** By scrypt (RFC 7914) with Node's cost, N = 2^14. */
const hashed = (code: string, salt: string): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    scrypt(code, Buffer.from(salt, 'hex'), HASH, (error, key) => (error === null ? resolve(key) : reject(error)));
  });

/** New recovery codes as they are shown, once, and what is kept of them. */
export async function drawRecoveryCodes(random: Random): Promise<{ readonly codes: readonly string[]; readonly kept: Kept }> {
  const codes = Array.from({ length: CODES }, () => drawLetters(LENGTH, random));
  const salt = Buffer.from(random(16)).toString('hex');
  const hashes = await Promise.all(codes.map((code) => hashed(code, salt)));
  return {
    codes: codes.map((code) => `${code.slice(0, LENGTH / 2)}-${code.slice(LENGTH / 2)}`),
    kept: { salt, hashes: hashes.map((hash) => hash.toString('hex')) },
  };
}

/** What is kept once a recovery code is used; undefined when it is none of them. */
export async function useRecoveryCode(text: string, { salt, hashes }: Kept): Promise<Kept | undefined> {
  const code = readLetters(text);
  if (code.length !== LENGTH) return undefined;
  const given = await hashed(code, salt);
  const left = hashes.filter((hash) => !timingSafeEqual(Buffer.from(hash, 'hex'), given));
  return left.length < hashes.length ? { salt, hashes: left } : undefined;
}
