import { TOTP } from 'otpauth';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createStepUp } from '../../src/bots/stepUp.ts';
import type { OneTimeCodes, SecondFactor } from '../../src/core/desk/oneTimeCodes.ts';
import { MINUTE, type Ms, SECOND } from '../../src/core/time.ts';
import { countedBytes, memoryOneTimeCodes } from '../support/memoryOneTimeCodes.ts';

const START = Date.UTC(2024, 5, 1, 12, 0, 10);
const STEP = 30 * SECOND;

let now: Ms;
let kept: Map<string, SecondFactor>;
let factors: OneTimeCodes;
let secret: string;
let recovery: readonly string[];
const random = countedBytes();
const restart = (): OneTimeCodes => createStepUp({ store: memoryOneTimeCodes(kept), clock: () => now, random });
/** The code that an authenticator shows so many steps from now. */
const code = (steps = 0): string => TOTP.generate({ secret: new TOTP({ secret }).secret, timestamp: now + steps * STEP });
/** A code that is none of those about now. */
const wrong = (): string => {
  const near = [-1, 0, 1].map(code);
  return ['000000', '111111', '222222', '333333'].find((guess) => !near.includes(guess)) ?? '';
};

/** As they were set up; each test begins with a copy, because recovery codes are slow to hash on purpose. */
const setUp = new Map<string, SecondFactor>();

beforeAll(async () => {
  now = START;
  kept = setUp;
  factors = restart();
  ({ secret } = factors.begin('p1', 'Ana'));
  const confirmed = await factors.confirm('p1', code());
  recovery = confirmed.kind === 'confirmed' ? confirmed.recovery : [];
});
beforeEach(() => {
  now = START + STEP;
  kept = new Map(setUp);
  factors = restart();
});

/** RFC 6238, appendix B: the secret `12345678901234567890`, the last six of its eight digits. */
test.each([
  [59, '287082'],
  [1_111_111_109, '081804'],
  [1_111_111_111, '050471'],
  [1_234_567_890, '005924'],
  [2_000_000_000, '279037'],
  [20_000_000_000, '353130'],
])('the published code of second %d is right', async (seconds, published) => {
  now = seconds * SECOND;
  kept.set('p1', { ...known(), secret: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ', lastStep: 0 });
  expect(await factors.verify('p1', published)).toEqual({ kind: 'right' });
});

const known = (): SecondFactor => {
  const factor = kept.get('p1');
  if (factor === undefined) throw new Error('p1 has no codes');
  return factor;
};

describe('a code', () => {
  test('is taken from one step about now and from no other', async () => {
    const results: boolean[] = [];
    for (const steps of [-3, -2, -1, 0, 1, 2, 3]) {
      kept.set('p1', { ...known(), lastStep: 0, failures: 0 });
      results.push((await factors.verify('p1', code(steps))).kind === 'right');
    }
    expect(results).toEqual([false, false, true, true, true, false, false]);
  });

  test('is right once, and spends all before it', async () => {
    const before = code(-1);
    const given = code();
    expect(await factors.verify('p1', given)).toEqual({ kind: 'right' });
    expect(await factors.verify('p1', given)).toEqual({ kind: 'wrong', used: true, left: 4 });
    expect(await factors.verify('p1', before)).toEqual({ kind: 'wrong', used: true, left: 3 });
    now += STEP;
    expect(await factors.verify('p1', code())).toEqual({ kind: 'right' });
  });

  test('is right once also when it comes twice at the same time', async () => {
    const given = code();
    const verdicts = await Promise.all([1, 2, 3].map(() => factors.verify('p1', given)));
    expect(verdicts.map(({ kind }) => kind)).toEqual(['right', 'wrong', 'wrong']);
  });

  test('that was spent stays so over a restart and a clock that is set back', async () => {
    const given = code();
    await factors.verify('p1', given);
    expect(await restart().verify('p1', given)).toMatchObject({ kind: 'wrong', used: true });
    now -= 60 * MINUTE;
    expect(await restart().verify('p1', code())).toMatchObject({ kind: 'clock' });
    expect(await restart().verify('p1', given)).toMatchObject({ kind: 'clock' });
  });

  test('is not taken and not counted after the clock was ahead; a recovery code works meanwhile', async () => {
    now += 60 * MINUTE;
    await factors.verify('p1', code());
    now -= 60 * MINUTE;
    for (let i = 0; i < 7; i++) expect(await factors.verify('p1', code())).toMatchObject({ kind: 'clock' });
    expect(await factors.verify('p1', recovery[0] ?? '')).toMatchObject({ kind: 'right' });
    const verdict = await factors.verify('p1', code());
    now += verdict.kind === 'clock' ? verdict.ahead + STEP : 0;
    expect(await factors.verify('p1', code(1))).toEqual({ kind: 'right' });
  });

  test('that confirmed the codes is spent', async () => {
    now -= STEP;
    expect(await factors.verify('p1', code())).toMatchObject({ kind: 'wrong', used: true });
  });

  test('of another person is wrong, and who has none is told so', async () => {
    expect(await factors.verify('p2', code())).toEqual({ kind: 'none' });
    const { secret: other } = factors.begin('p2', 'Bob');
    await factors.confirm('p2', TOTP.generate({ secret: new TOTP({ secret: other }).secret, timestamp: now }));
    expect(await factors.verify('p2', code(1))).toMatchObject({ kind: 'wrong' });
  });
});

describe('guessing', () => {
  test('five wrong codes lock for a quarter of an hour, right codes too, over a restart', async () => {
    const kinds: string[] = [];
    for (let i = 0; i < 5; i++) kinds.push((await factors.verify('p1', wrong())).kind);
    expect(kinds).toEqual(['wrong', 'wrong', 'wrong', 'wrong', 'locked']);
    now += 15 * MINUTE - 1;
    expect(await restart().verify('p1', code())).toEqual({ kind: 'locked', for: 1, fresh: false });
    expect(await restart().verify('p1', recovery[0] ?? '')).toMatchObject({ kind: 'locked' });
    now += 1;
    expect(await restart().verify('p1', code())).toEqual({ kind: 'right' });
  });

  test('a right code forgets the wrong ones before it', async () => {
    for (let i = 0; i < 4; i++) await factors.verify('p1', wrong());
    await factors.verify('p1', code());
    expect(await factors.verify('p1', wrong())).toMatchObject({ kind: 'wrong', left: 4 });
  });

  test('a guess a second for a day is looked at 480 times, of a million', async () => {
    let looked = 0;
    for (const end = now + 24 * 60 * MINUTE; now < end; now += SECOND) {
      const verdict = await factors.verify('p1', '12345678');
      if (verdict.kind !== 'locked' || verdict.fresh) looked += 1;
    }
    // A lock takes 15 min, the five guesses before it 4 s.
    expect(looked).toBe(480);
  });

  test.each(['', ' ', '12345', '1234567', 'abc', '-', '__proto__', '0'.repeat(10_000)])('%j is wrong', async (text) => {
    expect((await factors.verify('p1', text)).kind).toBe('wrong');
  });
});

describe('recovery codes', () => {
  test('are eight, each taken once, in any way of writing', async () => {
    expect(new Set(recovery).size).toBe(8);
    expect(recovery.every((text) => /^[A-HJ-NP-Z]{5}-[A-HJ-NP-Z]{5}$/.test(text))).toBe(true);
    const [first = '', second = ''] = recovery;
    expect(await factors.verify('p1', first)).toEqual({ kind: 'right', recovery: 7 });
    expect(await restart().verify('p1', first)).toMatchObject({ kind: 'wrong' });
    expect(await restart().verify('p1', second.toLowerCase().replace('-', ' '))).toEqual({ kind: 'right', recovery: 6 });
  });

  test('are not kept as they are', () => {
    const text = JSON.stringify([...kept.values()]);
    for (const one of recovery) expect(text).not.toContain(one.replace('-', ''));
  });
});

describe('setting up', () => {
  test('counts once it is confirmed; until then the old codes do', async () => {
    const { uri, secret: next } = factors.begin('p1', 'Ana');
    expect(uri).toBe(`otpauth://totp/Countersign:Ana?issuer=Countersign&secret=${next}&algorithm=SHA1&digits=6&period=30`);
    expect(await factors.verify('p1', code())).toEqual({ kind: 'right' });
    expect(await factors.confirm('p1', wrong())).toEqual({ kind: 'wrong' });
    const first = TOTP.generate({ secret: new TOTP({ secret: next }).secret, timestamp: now });
    expect((await factors.confirm('p1', first)).kind).toBe('confirmed');
    now += STEP;
    expect((await factors.verify('p1', code())).kind).toBe('wrong');
    expect((await factors.confirm('p1', first)).kind).toBe('none');
  });

  test('is forgotten after ten minutes, and with the person', async () => {
    factors.begin('p2', 'Bob');
    now += 10 * MINUTE;
    expect((await factors.confirm('p2', '000000')).kind).toBe('none');
    await factors.remove('p1');
    expect(await factors.has('p1')).toBe(false);
  });
});
