import type { Alert } from './alert.ts';
import { away } from './away.ts';
import { chat } from './chat.ts';
import { closed } from './closed.ts';
import { codesLocked } from './codesLocked.ts';
import { data } from './data.ts';
import { divergence } from './divergence.ts';
import { exitDropped } from './exitDropped.ts';
import { feed } from './feed.ts';
import { grantEnded } from './grantEnded.ts';
import { halted } from './halted.ts';
import { haltLifted } from './haltLifted.ts';
import { jobFailed } from './jobFailed.ts';
import { jobLate } from './jobLate.ts';
import { leftOut } from './leftOut.ts';
import { level } from './level.ts';
import { opened } from './opened.ts';
import { orderTrouble } from './orderTrouble.ts';
import { outgrown } from './outgrown.ts';
import { partialFill } from './partialFill.ts';
import { priceReached } from './priceReached.ts';
import { proposalEnded } from './proposalEnded.ts';
import { proposalReminder } from './proposalReminder.ts';
import { proposalStands } from './proposalStands.ts';
import { proposed } from './proposed.ts';
import { refused } from './refused.ts';
import { report } from './report.ts';
import { riskGraded } from './riskGraded.ts';
import { riskUsed } from './riskUsed.ts';
import { ruleFailed } from './ruleFailed.ts';
import { signal } from './signal.ts';
import { started } from './started.ts';
import { stopMoved } from './stopMoved.ts';
import { stopped } from './stopped.ts';
import { stranger } from './stranger.ts';
import { strategyFailed } from './strategyFailed.ts';
import { targetMoved } from './targetMoved.ts';
import { unprotected } from './unprotected.ts';

/** Every alert of the desk. */
export const ALERTS: readonly Alert[] = [
  away,
  chat,
  closed,
  codesLocked,
  data,
  divergence,
  exitDropped,
  feed,
  grantEnded,
  haltLifted,
  halted,
  jobFailed,
  jobLate,
  leftOut,
  level,
  opened,
  orderTrouble,
  outgrown,
  partialFill,
  priceReached,
  proposalEnded,
  proposalReminder,
  proposalStands,
  proposed,
  refused,
  report,
  riskGraded,
  riskUsed,
  ruleFailed,
  signal,
  started,
  stopMoved,
  stopped,
  stranger,
  strategyFailed,
  targetMoved,
  unprotected,
];
