import { Secret, TOTP } from 'otpauth';
import { createExclusive } from '../core/desk/exclusive.ts';
import type { CodeVerdict, OneTimeCodeStore, OneTimeCodes, SecondFactor } from '../core/desk/oneTimeCodes.ts';
import { MINUTE, type Ms, SECOND } from '../core/time.ts';
import type { Random } from './letters.ts';
import { drawRecoveryCodes, useRecoveryCode } from './recoveryCodes.ts';

const STEP: Ms = 30 * SECOND;
/** Steps that a phone's clock may be off by, either way. */
const WINDOW = 1;
const MOST_FAILURES = 5;
const LOCK: Ms = 15 * MINUTE;
/** A secret that is not confirmed within this is forgotten. */
const CONFIRM_WITHIN: Ms = 10 * MINUTE;
/** RFC 4226 asks for 128 bits at least and recommends 160. */
const SECRET_BYTES = 20;

const totpOf = (secret: string, name = ''): TOTP =>
  new TOTP({ issuer: 'Countersign', label: name, secret, algorithm: 'SHA1', digits: 6, period: STEP / SECOND });

/** The step whose code this is, undefined when it is none of those about now. */
function stepOf(secret: string, code: string, now: Ms): number | undefined {
  const delta = totpOf(secret).validate({ token: code, timestamp: now, window: WINDOW });
  return delta === null ? undefined : Math.floor(now / STEP) + delta;
}

/**
 * People's one-time codes (TOTP, RFC 6238). A code works once: its step and all before it are spent with it. Five wrong ones in a row
 * lock for 15 min; that is stored before the answer is given, so that a restart opens nothing. `clock` is the wall clock.
 */
export function createStepUp(given: {
  readonly store: OneTimeCodeStore;
  readonly clock: () => Ms;
  readonly random: Random;
}): OneTimeCodes {
  const { store, clock, random } = given;
  /** Two codes at once must not both find the first one unspent. */
  const exclusive = createExclusive();
  const begun = new Map<string, { readonly secret: string; readonly until: Ms }>();

  async function failed(factor: SecondFactor, now: Ms, used: boolean): Promise<CodeVerdict> {
    const failures = factor.failures + 1;
    if (failures < MOST_FAILURES) {
      await store.write({ ...factor, failures });
      return { kind: 'wrong', used, left: MOST_FAILURES - failures };
    }
    await store.write({ ...factor, failures: 0, lockedUntil: now + LOCK });
    return { kind: 'locked', for: LOCK, fresh: true };
  }

  async function verify(person: string, code: string): Promise<CodeVerdict> {
    const factor = await store.read(person);
    if (factor === undefined) return { kind: 'none' };
    const now = clock();
    if (now < factor.lockedUntil) return { kind: 'locked', for: factor.lockedUntil - now, fresh: false };
    const digits = code.replace(/\s/g, '');
    if (/^\d+$/.test(digits)) {
      const ahead = (factor.lastStep - WINDOW) * STEP - now;
      if (ahead > 0) return { kind: 'clock', ahead };
      const step = stepOf(factor.secret, digits, now);
      if (step === undefined || step <= factor.lastStep) return failed(factor, now, step !== undefined);
      await store.write({ ...factor, lastStep: step, failures: 0 });
      return { kind: 'right' };
    }
    const recovery = await useRecoveryCode(code, factor.recovery);
    if (recovery === undefined) return failed(factor, now, false);
    await store.write({ ...factor, recovery, failures: 0 });
    return { kind: 'right', recovery: recovery.hashes.length };
  }

  return {
    has: async (person) => (await store.read(person)) !== undefined,
    verify: (person, code) => exclusive(() => verify(person, code)),
    begin(person, name) {
      const secret = new Secret({ buffer: new Uint8Array(random(SECRET_BYTES)).buffer }).base32;
      begun.set(person, { secret, until: clock() + CONFIRM_WITHIN });
      return { uri: totpOf(secret, name).toString(), secret };
    },
    confirm: (person, code) =>
      exclusive(async () => {
        const waiting = begun.get(person);
        const now = clock();
        if (waiting === undefined || now >= waiting.until) return { kind: 'none' };
        const { secret } = waiting;
        const step = stepOf(secret, code, now);
        if (step === undefined) return { kind: 'wrong' };
        const { codes, kept } = await drawRecoveryCodes(random);
        await store.write({ person, secret, lastStep: step, failures: 0, lockedUntil: 0, recovery: kept });
        begun.delete(person);
        return { kind: 'confirmed', recovery: codes };
      }),
    remove: (person) =>
      exclusive(async () => {
        begun.delete(person);
        await store.remove(person);
      }),
  };
}
