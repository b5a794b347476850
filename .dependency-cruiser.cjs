/**
 * Who may import whom. Each rule has a name and a reason; all hold at zero violations.
 * tests/house.test.ts also checks that modules were seen at all: without TypeScript 6 beside 7 none would be, and none complains.
 */

/** Shapes, no input or output: what core may use beside itself. */
const COMPUTING = 'node_modules/zod/';

/**
 * The layers of core, lowest first: a folder imports itself and what stands before it, so no two of them can need each other.
 * Facts are what is written down, state is what they add up to; decisions stand above both, the desk at work above all.
 */
const LAYERS = {
  values: ['(time|money|figure|zone|cron|steadyClock)\\.ts$'],
  facts: ['facts/'],
  market: ['market/'],
  reply: ['reply/'],
  study: ['study/'],
  indicators: ['indicators/', 'patterns/'],
  detectors: ['detectors/'],
  cointegration: ['cointegration/'],
  strategies: ['strategies/'],
  state: ['state/'],
  signal: ['signal/'],
  risk: ['risk/'],
  approval: ['approval/'],
  execution: ['execution/'],
  alerts: ['alerts/'],
  simulator: ['simulator/'],
  analytics: ['analytics/'],
  replay: ['replay/'],
  desk: ['desk/'],
  trader: ['trader/'],
};

const inCore = (rooms) => rooms.map((room) => `^src/core/${room}`);

/** Where things are joined: run/ for all, desk/ the one composition of a desk, the others for one way of running. */
const JOINTS = '^src/(run|desk|live|replay|tools)/';

/** Rooms that touch the world. */
const OUTSIDE = '^src/(exchange|store|charts)/';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Two files that import each other are one idea in two places.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-orphans',
      comment: 'A file that nothing imports and that imports nothing is dead.',
      severity: 'error',
      from: { orphan: true, pathNot: ['^tests/', '\\.d\\.ts$', '^vitest\\.config\\.ts$'] },
      to: {},
    },
    {
      name: 'resolvable',
      comment: 'An import that leads nowhere fails at the worst moment: inside an action that is loaded late.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'no-tools-in-the-desk',
      comment: 'What runs the desk is a dependency; development tools are absent where it is installed.',
      severity: 'error',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'core-is-pure',
      comment:
        'Core has no network, disk, clock or randomness: it imports core and pure computing libraries, so that backtest, paper and live run the same decisions.',
      severity: 'error',
      from: { path: '^src/core/' },
      to: { pathNot: ['^src/core/', COMPUTING], couldNotResolve: false },
    },
    ...Object.entries(LAYERS).map(([name, rooms], i) => ({
      name: `nothing-above-${name}`,
      comment: 'The layers of core run one way: a folder imports itself and what stands before it in LAYERS.',
      severity: 'error',
      from: { path: inCore(rooms) },
      to: {
        path: '^src/core/',
        pathNot: inCore(
          Object.values(LAYERS)
            .slice(0, i + 1)
            .flat(),
        ),
      },
    })),
    {
      name: 'every-room-of-core-has-its-layer',
      comment: 'A folder that stands in no layer could be imported by all.',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^src/core/', pathNot: inCore(Object.values(LAYERS).flat()) },
    },
    {
      name: 'nothing-decides-on-what-looks-ahead',
      comment: 'What others publish over all candles at once may look ahead: it stands beside ours and is never traded on.',
      severity: 'error',
      from: { path: '^src/core/', pathNot: '^src/core/detectors/lookahead/' },
      to: { path: '^src/core/detectors/lookahead/' },
    },
    {
      name: 'money-knows-no-named-strategy',
      comment: 'Deciding, sizing, trading and booking treat all strategies alike: deleting one must not touch them.',
      severity: 'error',
      from: { path: '^src/core/(signal|risk|execution|approval|state)/' },
      to: { path: '^src/core/strategies/' },
    },
    {
      name: 'the-trader-knows-brokers-only',
      comment:
        'Paper is one broker of several: what decides and what sends never look behind the port, so that a real account runs the same code. Whoever joins a desk brings the simulator.',
      severity: 'error',
      from: { path: '^src/core/', pathNot: '^src/core/(simulator|backtest)/' },
      to: { path: '^src/core/simulator/' },
    },
    {
      name: 'outside-rooms-keep-to-core',
      comment: 'Exchanges, store and charts fulfil ports of core; they know neither people nor each other’s callers.',
      severity: 'error',
      from: { path: OUTSIDE },
      to: { path: '^src/', pathNot: [OUTSIDE, '^src/core/'] },
    },
    {
      name: 'store-and-exchange-apart',
      comment: 'What was recorded is read through core’s candle source; a store that asks an exchange would hide a request.',
      severity: 'error',
      from: { path: '^src/store/' },
      to: { path: '^src/exchange/' },
    },
    {
      name: 'commands-know-the-desk-only',
      comment:
        'A command is written once for all chats: it knows the desk and core, never a chat, a database, an exchange or another command.',
      severity: 'error',
      from: { path: '^src/commands/', pathNot: '^src/commands/list\\.ts$' },
      to: { pathNot: ['^src/core/', '^src/commands/(kinds|cards)/', COMPUTING], couldNotResolve: false },
    },
    {
      name: 'jobs-know-the-desk-only',
      comment:
        'A job fires on the wall clock and on a replay’s clock alike: it knows the desk and core, never a chat, a database, an exchange or another job.',
      severity: 'error',
      from: { path: '^src/jobs/', pathNot: '^src/jobs/list\\.ts$' },
      to: { pathNot: ['^src/core/', COMPUTING], couldNotResolve: false },
    },
    {
      name: 'chats-know-commands-and-replies',
      comment:
        'A chat renders replies and passes lines on; it never reaches risk, execution, an exchange or the store by itself.',
      severity: 'error',
      from: { path: '^src/(bots|web|delivery)/' },
      to: {
        path: [
          '^src/core/(risk|execution|approval|signal|strategies|detectors|indicators|patterns|simulator|trader)/',
          OUTSIDE,
          '^src/jobs/',
        ],
      },
    },
    {
      name: 'chats-apart',
      comment: 'Each chat is its own failure domain: one can be deleted or die without the others.',
      severity: 'error',
      from: { path: '^src/bots/([^/]+)/' },
      to: { path: '^src/bots/([^/]+)/', pathNot: '^src/bots/$1/' },
    },
    {
      name: 'configuration-is-a-value',
      comment: 'The environment is read in one place and passed on as a value; only what joins everything may ask for it.',
      severity: 'error',
      from: { path: '^src/[^/]+/', pathNot: ['^src/config/', JOINTS] },
      to: { path: '^src/config/' },
    },
    {
      name: 'configuration-knows-core-only',
      comment: 'The schema describes the desk and must load in an instant: no room behind it.',
      severity: 'error',
      from: { path: '^src/config/' },
      to: { path: '^src/', pathNot: ['^src/core/', '^src/config/'] },
    },
    {
      name: 'nobody-imports-the-joints',
      comment: 'main.ts with run/ and cli.ts join everything, so no room may hang on them.',
      severity: 'error',
      from: { path: '^src/[^/]+/', pathNot: JOINTS },
      to: { path: ['^src/(main|cli)\\.ts$', JOINTS] },
    },
    {
      name: 'run-only-joins',
      comment:
        'What another room needs of run/ is more than joining and stands in a room of its own; only main.ts and cli.ts join.',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/(main|cli)\\.ts$', '^src/run/'] },
      to: { path: '^src/run/' },
    },
    {
      name: 'the-composition-knows-no-way-of-running',
      comment: 'A desk is put together alike whatever moves its market: live, replay, a tool or a test.',
      severity: 'error',
      from: { path: '^src/desk/' },
      to: { path: '^src/(run|live|replay|tools|delivery|commands|store/generated)/' },
    },
    {
      name: 'ways-of-running-apart',
      comment: 'Live and replay share the composition in desk/ and nothing of each other.',
      severity: 'error',
      from: { path: '^src/(live|replay)/' },
      to: { path: '^src/(live|replay|tools)/', pathNot: '^src/$1/' },
    },
    {
      name: 'the-root-starts-and-nothing-else',
      comment: 'Beside main.ts and cli.ts every file has its room.',
      severity: 'error',
      from: {},
      to: { path: '^src/[^/]+\\.ts$', pathNot: '^src/(main|cli)\\.ts$' },
    },
    {
      name: 'the-desk-knows-no-tests',
      comment: 'Fakes and recorded answers stay where they prove something.',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(tests|bench|scripts)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^src/store/generated/' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
};
