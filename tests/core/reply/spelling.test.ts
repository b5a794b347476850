import { describe, expect, it } from 'vitest';
import { symbolFor } from '../../../src/core/reply/spelling.ts';

const KNOWN = ['SOL/USDT', 'SOL/USDT:USDT', 'ETH/USDT:USDT', '币安人生/USDT'];

describe('a symbol is found however it is written', () => {
  it.each([
    ['SOL/USDT', 'SOL/USDT'],
    ['sol', 'SOL/USDT'],
    ['solusdt', 'SOL/USDT'],
    ['sol-usdt', 'SOL/USDT'],
    ['SOL_USDT', 'SOL/USDT'],
    ['sol-perp', 'SOL/USDT:USDT'],
    ['sol_perp', 'SOL/USDT:USDT'],
    ['SOLUSDT.P', 'SOL/USDT:USDT'],
    ['SOL_USDT:USDT', 'SOL/USDT:USDT'],
    ['eth-usdt', 'ETH/USDT:USDT'],
    ['币安人生-usdt', '币安人生/USDT'],
    ['ltc', undefined],
  ])('%s is %s', (text, symbol) => expect(symbolFor(text, KNOWN)).toBe(symbol));
});
