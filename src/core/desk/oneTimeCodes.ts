import type { Ms } from '../time.ts';

/** A person's one-time codes as they are kept. */
export type SecondFactor = {
  /** `p1`, or `terminal`. */
  readonly person: string;
  /** Shared with the person's authenticator, base32. */
  readonly secret: string;
  /** The newest 30 s step whose code was taken: no code of it or of one before is taken again. */
  readonly lastStep: number;
  /** Wrong codes in a row. */
  readonly failures: number;
  /** No code is looked at before this, ms of the wall clock. */
  readonly lockedUntil: Ms;
  /** What is left of the recovery codes: their scrypt hashes and the salt they share, hex. */
  readonly recovery: { readonly salt: string; readonly hashes: readonly string[] };
};

/** Where one-time codes are kept. */
export type OneTimeCodeStore = {
  read(person: string): Promise<SecondFactor | undefined>;
  write(factor: SecondFactor): Promise<void>;
  remove(person: string): Promise<void>;
};

/** What became of a code. `none`: the person has set up no codes. */
export type CodeVerdict =
  /** `recovery` is how many recovery codes are left, where one of them was given. */
  | { readonly kind: 'right'; readonly recovery?: number }
  /** `used`: it was right once. `left` is how many more may be tried before the lock. */
  | { readonly kind: 'wrong'; readonly used: boolean; readonly left: number }
  /** Not looked at; `fresh` where this very code made the lock. Times are ms of the wall clock. */
  | { readonly kind: 'locked'; readonly for: Ms; readonly fresh: boolean }
  /** Not looked at and not counted: a code of later than now was taken, so this machine's clock was ahead, by `ahead` ms of now. */
  | { readonly kind: 'clock'; readonly ahead: Ms }
  | { readonly kind: 'none' };

export type Confirmed =
  /** The recovery codes, shown this once. */
  | { readonly kind: 'confirmed'; readonly recovery: readonly string[] }
  | { readonly kind: 'wrong' }
  /** Nothing waits for a first code: none was begun, or too long ago. */
  | { readonly kind: 'none' };

/** People's one-time codes: TOTP by RFC 6238, six digits every 30 s. */
export type OneTimeCodes = {
  has(person: string): Promise<boolean>;
  /** Takes a code; the same one is right once at most, in whatever order codes come. */
  verify(person: string, code: string): Promise<CodeVerdict>;
  /** A new secret for the person's authenticator. It counts once `confirm` was given its first code; until then the old one does. */
  begin(person: string, name: string): { readonly uri: string; readonly secret: string };
  confirm(person: string, code: string): Promise<Confirmed>;
  remove(person: string): Promise<void>;
};
