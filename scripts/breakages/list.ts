/** A behaviour that is broken on purpose: `find` stands once in `file` and becomes `put`; tests under `tests` must notice. */
export type Breakage = {
  readonly breaks: string;
  readonly file: string;
  readonly find: string;
  readonly put: string;
  readonly tests: readonly string[];
};

/** One or more of each room. */
export const BREAKAGES: readonly Breakage[] = [
  {
    breaks: 'a loss of the short side is counted as a gain',
    file: 'src/core/state/position.ts',
    find: "direction === 'long' ? amount : -amount",
    put: 'amount',
    tests: ['tests/core/state'],
  },
  {
    breaks: 'a refused stop is tried for ever and the position never flattened',
    file: 'src/core/execution/duties/protect.ts',
    find: 'const STOP_TRIES = 2;',
    put: 'const STOP_TRIES = 2000;',
    tests: ['tests/scenarios', 'tests/core/execution'],
  },
  {
    breaks: 'an executed trade that is told twice is booked twice',
    file: 'src/core/execution/executionReports.ts',
    find: ' || state.account.trades.has(`${trade.symbol} ${trade.tradeId}`)',
    put: '',
    tests: ['tests/scenarios', 'tests/core/execution', 'tests/contracts'],
  },
  {
    breaks: 'groups of sources without a voice keep their share of the composite',
    file: 'src/core/signal/composite.ts',
    find: '(weights.divergence / total / divergence) * rest',
    put: 'weights.divergence / divergence',
    tests: ['tests/core/signal'],
  },
  {
    breaks: 'Kelly may risk more than the setting',
    file: 'src/core/risk/sizing.ts',
    find: 'return Math.min(blended, risk.perTrade);',
    put: 'return blended;',
    tests: ['tests/core/risk'],
  },
  {
    breaks: 'what moves with another position is not made smaller',
    file: 'src/core/risk/sizing.ts',
    find: '1 / Math.sqrt(1 + Math.min(Math.max(correlation, 0), 1))',
    put: '1 + 0 * correlation',
    tests: ['tests/core/risk'],
  },
  {
    breaks: 'a rejection mutes nothing',
    file: 'src/core/approval/submit.ts',
    find: 'const MUTE = 4 * HOUR;',
    put: 'const MUTE = 0 * HOUR;',
    tests: ['tests/core/approval'],
  },
  {
    breaks: 'at another price the order keeps its decision',
    file: 'src/core/approval/rebind.ts',
    find: 'decision: `${plan.decision}+${view.at}`, ',
    put: '',
    tests: ['tests/core/approval'],
  },
  {
    breaks: 'a card is asked about on after the settings have changed',
    file: 'src/core/approval/answer.ts',
    find: "if (proposal.settings < state.settings.binding) return 'the settings were changed';",
    put: '',
    tests: ['tests/core/approval'],
  },
  {
    breaks: 'a halt that names its end never ends',
    file: 'src/core/trader/expire.ts',
    find: 'if (halt.until !== undefined && halt.until <= now) {',
    put: 'if (halt.until === now && halt.until === 0) {',
    tests: ['tests/scenarios', 'tests/core/trader'],
  },
  {
    breaks: 'a candle that has not closed yet is taken',
    file: 'src/core/market/check.ts',
    find: "return time + length > now ? 'unfinished' : undefined;",
    put: 'return undefined;',
    tests: ['tests/core/market', 'tests/store', 'tests/exchange'],
  },
  {
    breaks: 'a stale quote fills a market order without a book',
    file: 'src/live/paperQuotes.ts',
    find: 'clock.now() - known.at <= PATIENCE + SECOND',
    put: 'clock.now() >= known.at',
    tests: ['tests/live'],
  },
  {
    breaks: 'a changed row of the log is not noticed',
    file: 'src/store/audit.ts',
    find: 'if (rowHash(head.hash, row) !== row.hash)',
    put: 'if (rowHash(head.hash, row) === "")',
    tests: ['tests/store'],
  },
  {
    breaks: 'the outbox sends the oldest first, however severe',
    file: 'src/store/outbox.ts',
    find: "orderBy: [{ severity: 'desc' }, { createdSeq: 'asc' }],",
    put: "orderBy: [{ createdSeq: 'asc' }],",
    tests: ['tests/store', 'tests/delivery'],
  },
  {
    breaks: 'a critical that a chat does not take is not handed to the other',
    file: 'src/delivery/outboxWorker.ts',
    find: "if (severity !== 'critical' || rescued.has(id) || insisted.has(id)) return;",
    put: 'if (id.length > 0) return;',
    tests: ['tests/delivery', 'tests/bots/faults.test.ts'],
  },
  {
    breaks: 'a one-time code is right twice',
    file: 'src/bots/stepUp.ts',
    find: 'step <= factor.lastStep',
    put: 'step < 0',
    tests: ['tests/bots/stepUp.test.ts'],
  },
  {
    breaks: 'a crowd of strangers is counted one by one without end',
    file: 'src/bots/gate.ts',
    find: 'ignored.size >= MOST_ACCOUNTS',
    put: 'ignored.size >= 1e9',
    tests: ['tests/bots/gate.test.ts'],
  },
  {
    breaks: 'an authority of its own for a strategy is not heard',
    file: 'src/core/approval/authority.ts',
    find: 'authorities[strategy] ?? authority;',
    put: 'authority;',
    tests: ['tests/core/approval', 'tests/commands', 'tests/scenarios'],
  },
  {
    breaks: 'whoever has a role may do what every role may',
    file: 'src/core/facts/roles.ts',
    find: 'ROLES.indexOf(role) >= ROLES.indexOf(needed)',
    put: 'ROLES.includes(role) && ROLES.includes(needed)',
    tests: ['tests/bots', 'tests/commands'],
  },
  {
    breaks: 'money is rounded down where it should be rounded to the nearest',
    file: 'src/core/state/position.ts',
    find: "const notional = mul(price, quantity, 'nearest');\n  const closed",
    put: "const notional = mul(price, quantity, 'down');\n  const closed",
    tests: ['tests/core/state'],
  },
];
