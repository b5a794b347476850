import { beforeAll, describe, expect, it } from 'vitest';
import { COMMANDS } from '../../src/commands/list.ts';
import { HOUR, MINUTE } from '../../src/core/time.ts';
import type { MemoryDesk } from '../support/memoryDesk.ts';
import { eventsOf } from '../support/memoryLog.ts';
import { playedDesk, stillDesk } from './desk.ts';

/** Of every symbol; no case that uses it changes it, so that one serves them all. */
let unchanged: MemoryDesk;
beforeAll(async () => {
  unchanged = await playedDesk(0);
});

describe('settings', () => {
  it('/config shows the difference first, and changes on yes', async () => {
    const desk = await stillDesk();
    const asked = await desk.type('/config risk.perTrade 1%');
    expect(asked).toMatchObject({
      outcome: 'asked',
      reply: { lines: ['− 2 %', '+ 1 %', 'Tighter: it takes risk away', 'Settings version 1 → 2'] },
    });
    expect(desk.state.settings).toMatchObject({ version: 1, values: { risk: { perTrade: 0.02 } } });
    await desk.type('/yes');
    expect(desk.state.settings).toMatchObject({ version: 2, values: { risk: { perTrade: 0.01 } } });
  });

  it.each([
    ['/config risk.perTrade 5'],
    ['/config risk.perTrade abc'],
    ['/config timeframes 1h'],
    ['/config authority maybe'],
    ['/config risk 5'],
    ['/config execution.fee 0'],
  ])('%s changes nothing', async (line) => {
    const answer = await unchanged.type(line);
    expect(answer.outcome).toBe('refused');
    expect(answer.reply.lines.at(-1)).toMatch(/^Example: \//);
    expect(unchanged.state.settings.version).toBe(1);
  });

  it.each([
    ['risk.maxDailyLoss 0.3', ['0.3 % or 30 %? Write 0.3% or 30%', 'It stays 5 %']],
    [
      'risk.perTrade 1',
      [
        '1 % or 100 %? Write 1%',
        '100 % is too much: ten such losses in a row take it all',
        'Expected at most 10 %',
        'It stays 2 %',
      ],
    ],
    [
      'universe.maxSpread 0.5',
      [
        '0.5 % or 50 %? Write 0.5%',
        '50 % is too much: the spread is paid at every trade',
        'Expected at most 5 %',
        'It stays 0.2 %',
      ],
    ],
    [
      'exits.stop .25',
      [
        '0.25 % or 25 %? Write 25%',
        expect.stringMatching(/^0.25 % is too little: what a trade costs/),
        'Expected at least 0.3 %',
        'It stays 2 %',
      ],
    ],
    ['risk.perTrade 50', ['50 % is too much: ten such losses in a row take it all', 'Expected at most 10 %', 'It stays 2 %']],
    ['risk.leverage 3 USDT', ['risk.leverage is no amount of USDT', 'Expected 1 to 10', 'It stays 1x']],
    ['risk.perTrade $5', ['risk.perTrade is no amount of USDT', 'Expected 0 % to 10 %', 'It stays 2 %']],
    ['exits.on 5 usdt', ['exits.on is no amount of USDT', expect.stringMatching(/^Expected close/), 'It stays close']],
    ['risk.maxNotional 500 EUR', ['Expected an amount such as 500', 'It stays none']],
    ['risk.maxNotional 1.000 USDT', ['1 or 1,000? Write 1 or 1000', 'It stays none']],
    ['risk.perTrade 2% at most', ['Expected a plain number such as 0.02, or 2%', 'It stays 2 %']],
    ['risk.maxNotional 1.000', ['1 or 1,000? Write 1 or 1000', 'It stays none']],
    ['risk.perTrade 5', ['5 is more than the whole; per cent? Write 5%', 'It stays 2 %']],
    ['risk.perTrade 100%', ['100 % is too much: ten such losses in a row take it all', 'Expected at most 10 %', 'It stays 2 %']],
    ['risk.maxOpenPositions 0', ['Expected a whole number, 1 to 100', 'It stays 3']],
    ['risk.maxOpenPositions 2.5', ['Expected a whole number, 1 to 100', 'It stays 3']],
    ['risk.leverage 50', ['50x is too much: risk.maxLeverage is lower', 'Expected at most 10x', 'It stays 1x']],
    ['risk.maxLeverage 200', ['Expected 1 to 100', 'It stays 10x']],
    [
      'exits.stop 0',
      [expect.stringMatching(/^0 % is too little: what a trade costs/), 'Expected at least 0.3 %', 'It stays 2 %'],
    ],
    ['exits.guardEvery 10m', [expect.stringMatching(/^10 m is too much/), 'Expected at most 30 s', 'It stays 5 s']],
    ['exits.guardEvery 0.1s', [expect.stringMatching(/is too little/), 'Expected at least 1 s', 'It stays 5 s']],
    ['universe.scanEvery 1d', [expect.stringMatching(/^1 d is too much/), 'Expected at most 10 m', 'It stays 1 m']],
    ['risk.criticalFrom 1', [expect.stringMatching(/^1 is too much/), 'Expected at most 0.95', 'It stays 0.8']],
    ['risk.highFrom 0.85', [expect.stringMatching(/^0.85 is too much/), 'Expected at most 0.8', 'It stays 0.6']],
    ['risk.mediumFrom 0.55', [expect.stringMatching(/^0.55 is too much/), 'Expected at most 0.5', 'It stays 0.3']],
    ['exits.target 0,2%', [expect.stringMatching(/^0.2 % is too little/), 'Expected at least 0.4 %', 'It stays 4 %']],
    ['exits.maxHold 1s', [expect.stringMatching(/^1 s is too little/), 'Expected at least 15 m', 'It stays none']],
    ['execution.postOnlyWait 5d', [expect.stringMatching(/^5 d is too much/), 'Expected at most 1 h', 'It stays 30 s']],
    ['risk.criticalFrom 0.1', [expect.stringMatching(/^0.1 is too little/), 'Expected at least 0.6', 'It stays 0.8']],
    ['execution.quoteAge 5', ['Expected a length of time such as 10m', 'It stays 5 s']],
    ['signal.coolDown 99999999d', [expect.stringMatching(/^Expected a length of time such as 10m, /), 'It stays 4 h']],
    ['authority maybe', ['Expected advise, approve, auto', 'It stays auto']],
    ['exits.trailing perhaps', ['Expected on or off', 'It stays true']],
  ])('what /config %s would need is said in its units', async (words, lines) => {
    const { reply } = await unchanged.type(`/config ${words}`);
    expect(reply).toMatchObject({
      outcome: 'refused',
      lines: [...lines, expect.stringContaining(`Example: /config ${words.split(' ')[0]}`)],
    });
  });

  it.each([
    ['risk.maxDrawdown 90%', 'Example: /config risk.maxDrawdown 15%'],
    ['exits.guardEvery 10m', 'Example: /config exits.guardEvery 5s'],
    ['risk.maxNotional -1', 'Example: /config risk.maxNotional none'],
    ['execution.fee 0', 'Example: /config execution.fee'],
    ['risk 5', 'Example: /config risk'],
  ])('/config %s is refused with a line about that very setting', async (words, example) => {
    expect((await unchanged.type(`/config ${words}`)).reply.lines.at(-1)).toBe(example);
  });

  it.each(['signal.coolDown 0', 'signal.coolDown off', 'exits.breakEvenAt 0', 'exits.breakEvenAt off'])(
    '/config %s is told as off, which it is',
    async (words) => {
      expect((await unchanged.type(`/config ${words}`)).reply.lines.slice(1, 3)).toEqual([
        '+ off',
        expect.stringMatching(/^Looser/),
      ]);
      await unchanged.type('/no');
    },
  );

  it.each([
    ['risk.maxNotional 500 USDT', '+ 500 USDT'],
    ['risk.maxNotional $1,000', '+ 1000 USDT'],
    ['authority Approve', '+ approve'],
    ['signal.regimes Trend, RANGE', '+ trend,range'],
    ['approval.twoAbove 1\u00a0000,50 usdt', '+ 1000.5 USDT'],
    ['risk.perTrade 1½ %', '+ 1.5 %'],
    ['risk.perTrade 1 ½ %', '+ 1.5 %'],
    ['risk.perTrade 1\u00a0½\u00a0%', '+ 1.5 %'],
    ['RISK perTrade １％', '+ 1 %'],
    ['signal.alignment –½', '+ -0.5'],
    ['exits.atrMultiple 3 ATR', '+ 3 ATR'],
    ['risk.leverage 2 x', '+ 2x'],
    ['signal.coolDown 1½ h', '+ 1 h 30 m'],
  ])('/config %s is read by the reader of all figures', async (words, line) => {
    expect((await unchanged.type(`/config ${words}`)).reply.lines[1]).toBe(line);
    await unchanged.type('/no');
  });

  it("/config counts amounts in the account's currency, and one of what it counts is one", async () => {
    expect((await unchanged.type('/config risk.maxNotional 500')).reply.lines[1]).toBe('+ 500 USDT');
    await unchanged.type('/no');
    expect((await unchanged.type('/config exits.breakEvenAt')).reply.lines[0]).toBe('exits.breakEvenAt 1 stop distance');
    expect((await unchanged.type('/config exits.breakEvenAt 2')).reply.lines[1]).toBe('+ 2 stop distances');
    await unchanged.type('/no');
  });

  it.each(['RISK_PER_TRADE', 'risk_per_trade', 'RISK.PERTRADE'])('/config knows a setting as %s', async (name) => {
    expect((await unchanged.type(`/config ${name}`)).reply.lines[0]).toBe('risk.perTrade 2 %');
  });

  it('/show_config is /config, as others call it', async () => {
    expect((await unchanged.type('/show_config approval')).reply).toEqual((await unchanged.type('/config approval')).reply);
  });

  it('/config says which name of the environment is meant', async () => {
    expect((await unchanged.type('/config MIN_SCOR 1%')).reply.lines.join()).toContain('Did you mean MIN_SCORE?');
  });

  it.each([
    ['/strategy', []],
    ['/strategy momentum off', ['reduces']],
    ['/strategy momentum 0.5', ['reduces']],
    ['/strategy momentum on', ['adds']],
    ['/strategy momentum 2', ['adds']],
    ['/strategy momentum authority approve', ['reduces']],
    ['/strategy momentum authority usual', ['reduces']],
    ['/strategy momentum authority', []],
    ['/notify opened off', []],
    ['/notify halted off', ['adds']],
    ['/grant', []],
    ['/grant 200 3 2h', ['adds']],
    ['/grant 200', []],
    ['/resume', ['adds']],
    ['/stop', []],
    ['/panic', ['reduces']],
    ['/symbol', []],
    ['/symbol deny DOGE 2h', ['reduces']],
    ['/symbol allow DOGE', ['adds']],
    ['/config', []],
    ['/config risk', []],
    ['/config risk.perTrade 0.01', ['reduces']],
    ['/config risk.perTrade 0.03', ['adds']],
    ['/config exits.stop 0.03', ['adds']],
    ['/config exits.stopMethod atr', ['adds']],
    ['/undo', []],
    ['/reload', []],
    ['/reload take', ['reduces']],
    ['/mode', []],
    ['/mode paper', []],
    ['/mode live', ['adds']],
    ['/test', []],
    ['/missed', []],
    ['/panic drill', ['reduces']],
  ])('%s is recorded for what it does to the risk: %j', async (line, risks) => {
    const [first = '', ...words] = line.slice(1).split(' ');
    const call = COMMANDS.find(({ name }) => name === first)?.read(words, unchanged.trader.desk);
    expect(call === undefined || 'refused' in call ? [] : [call.risk].filter((risk) => risk !== 'none')).toEqual(risks);
  });

  it('/symbol deny keeps entries out, for its time', async () => {
    const desk = await stillDesk();
    await desk.type('/symbol deny BTC 30m');
    expect((await desk.type('/buy BTC 500')).outcome).toBe('refused');
    await desk.play(desk.now() + 31 * MINUTE);
    // The end of a term leaves no switch behind, not the opposite one.
    expect(desk.state.symbols.has('BTC/USDT')).toBe(false);
    expect((await desk.type('/buy BTC 500')).outcome).toBe('ok');
  });
});

describe('messages on request', () => {
  it('/alert is told once when its price is reached, and taken back by the same again', async () => {
    const desk = await stillDesk();
    const last = desk.trader.desk.market.quote('BTC/USDT')?.last ?? 0;
    await desk.type(`/alert BTC ${(last * 1.001).toFixed(2)}`);
    await desk.type('/alert BTC 1');
    await desk.type('/yes');
    expect((await desk.type('/alert')).reply.title).toBe('2 price alerts');
    await desk.type('/alert BTC 1');
    expect(desk.state.priceAlerts.size).toBe(1);
    await desk.play(desk.now() + 3 * HOUR);
    const told = eventsOf(desk.rows(), 'alert').filter(({ alert }) => alert === 'price reached');
    expect(told.length).toBe(desk.state.priceAlerts.size === 0 ? 1 : 0);
  });

  it('/alert asks back a price that can be read in two ways, and one more than half or double away', async () => {
    const desk = await stillDesk();
    const last = desk.trader.desk.market.quote('BTC/USDT')?.last ?? 0;
    const thousands = Math.round(last / 1000);
    expect(await desk.type(`/alert BTC ${thousands}.000`)).toMatchObject({
      outcome: 'refused',
      reply: { title: `${thousands} or ${thousands},000?`, lines: [`Write ${thousands} or ${thousands}000`, expect.any(String)] },
    });
    for (const [price, outcome] of [
      [last * 0.49, 'asked'],
      [last * 0.51, 'ok'],
      [last * 1.99, 'ok'],
      [last * 2.01, 'asked'],
    ] as const)
      expect((await desk.type(`/alert BTC ${price.toFixed(2)}`)).outcome, `${price}`).toBe(outcome);
    expect(desk.state.priceAlerts.size).toBe(2);
    await desk.type('/yes');
    expect(desk.state.priceAlerts.size).toBe(3);
    expect((await desk.type(`/alert BTC ${(last * 2.01).toFixed(2)}`)).outcome, 'taken back').toBe('ok');
  });

  it('the use of a limit is told at its levels and not when it is armed again', async () => {
    const desk = await stillDesk();
    const used = { type: 'riskUsed', at: desk.now(), limit: 'drawdown', says: '' } as const;
    await desk.record({ ...used, used: 0.5, level: 0.5 }, { ...used, used: 0.1, level: 0 });
    const told = eventsOf(desk.rows(), 'alert').filter(({ alert }) => alert === 'risk used');
    expect(told.map(({ reply }) => reply.title)).toEqual(['50 % of the drawdown limit used']);
    expect(desk.state.riskTold.get('drawdown')).toBe(0);
  });
});

describe('one base, two markets', () => {
  it.each([
    ['BTC', 'BTC/USDT'],
    ['btc/usdt', 'BTC/USDT'],
    ['btcusdt', 'BTC/USDT'],
    ['btc-perp', 'BTC/USDT:USDT'],
    ['BTCPERP', 'BTC/USDT:USDT'],
    ['btc/usdt:usdt', 'BTC/USDT:USDT'],
    ['bch', 'BCH/USDT:USDT'],
  ])('%s is %s', async (text, symbol) => {
    expect((await unchanged.type(`/why ${text}`)).data?.()).toMatchObject({ symbol });
  });

  it('a position is found by the name it is shown with', async () => {
    const desk = await stillDesk();
    await desk.type('/buy BTC-PERP 500');
    expect((await desk.type('/position btc-perp')).reply.title).toMatch(/^1 BTC-PERP long/);
    expect((await desk.type('/position btc')).reply.title).toMatch(/^1 BTC-PERP long/);
  });
});
