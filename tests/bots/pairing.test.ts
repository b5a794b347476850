import { beforeEach, describe, expect, it } from 'vitest';
import { createCodes } from '../../src/bots/codes.ts';
import { createPairing, type Pairing } from '../../src/bots/pairing.ts';
import { MINUTE } from '../../src/core/time.ts';
import { countedBytes } from '../support/memoryOneTimeCodes.ts';
import { type ManualClock, manualClock } from '../venue/manualClock.ts';

const TERMINAL = { id: 'terminal' };
const [ANA, EVE] = ['telegram:1', 'telegram:9'];

let clock: ManualClock;
let notes: string[];
let paired: boolean;
let isOn: boolean;
let pairing: Pairing;

const codeIn = (text: string | undefined): string => /\/pair ([A-Z]{8})$/.exec(text ?? '')?.[1] ?? 'none';
const shown = (): string => codeIn(notes.at(-1));
const typed = (line: string, who = TERMINAL) => pairing.answer(line, who);

beforeEach(() => {
  clock = manualClock(0);
  notes = [];
  paired = false;
  isOn = true;
  pairing = createPairing({
    codes: createCodes({ clock: clock.now, random: countedBytes() }),
    says: (code) => (isOn ? `Write /pair ${code}` : undefined),
    isPaired: () => paired,
    note: (text) => void notes.push(text),
    after: clock.after,
  });
  pairing.begin();
});

describe('the pairing code', () => {
  it('that was written into a group is replaced, and the new one shown', () => {
    const first = shown();
    pairing.codes.spoil('NOTACODE');
    expect(notes).toHaveLength(1);
    pairing.codes.spoil(first);
    expect(notes.at(-1)).toMatch(/^The pairing code was written where others read it, so it is void\. Write \/pair [A-Z]{8}$/);
    expect(pairing.codes.redeem(first, EVE)).toBeUndefined();
    expect(pairing.codes.redeem(shown(), ANA)).toBe('first admin');
  });

  it('that has expired is replaced, for an hour; then the terminal makes the next one', () => {
    const first = shown();
    clock.advance(10 * MINUTE);
    expect(notes).toHaveLength(2);
    expect(notes.at(-1)).toMatch(/^The pairing code has expired\. Write \/pair /);
    expect(shown()).not.toBe(first);
    clock.advance(10 * 60 * MINUTE);
    expect(notes).toHaveLength(8);
    expect(notes.at(-1)).toBe('The pairing code has expired: /pair makes a new one');
    const made = codeIn(typed('/pair')?.reply.lines[0]);
    expect(pairing.codes.redeem(made, ANA)).toBe('first admin');
  });

  it('is one that /pair at the terminal makes, and only there', () => {
    const first = shown();
    expect(typed('/pair', { id: 'p1' })).toBeUndefined();
    expect(typed('/pause')).toBeUndefined();
    const made = codeIn(typed('/pair')?.reply.lines[0]);
    expect(pairing.codes.redeem(first, ANA)).toBeUndefined();
    expect(pairing.codes.redeem(made, ANA)).toBe('first admin');
    isOn = false;
    expect(typed('/pair')?.reply.title).toBe('No chat is on');
  });

  it('is none any more once an admin is on a chat', () => {
    paired = true;
    pairing.codes.spoil(shown());
    clock.advance(60 * MINUTE);
    expect(notes).toHaveLength(1);
    expect(typed('/pair')).toMatchObject({ outcome: 'refused', reply: { title: 'An admin is on a chat already' } });
  });

  it('does not fall to the wrong ones of others: the right one is heard from whoever has it', () => {
    for (let i = 0; i < 20; i++) pairing.codes.redeem('WRONGONE', EVE);
    expect(pairing.codes.redeem(shown(), ANA)).toBe('first admin');
  });
});
