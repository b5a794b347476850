/** The kinds of message that a place of its own can be given to, with /setup. */
export const MESSAGE_KINDS = ['approvals', 'signals', 'trades', 'risk', 'reports', 'system'] as const;
export type MessageKind = (typeof MESSAGE_KINDS)[number];

/** The alerts of each kind, by name. */
const ALERTS_OF: Readonly<Record<MessageKind, readonly string[]>> = {
  approvals: ['proposed', 'proposal reminder', 'proposal ended', 'grant ended'],
  signals: ['signal', 'divergence', 'level', 'price reached'],
  trades: ['opened', 'closed', 'partial fill', 'stop moved', 'target moved', 'exit dropped', 'order trouble'],
  risk: ['risk used', 'risk grade', 'halted', 'halt lifted', 'unprotected', 'refused'],
  reports: ['report'],
  system: ['started', 'stopped', 'feed', 'data', 'job failed', 'job late', 'strategy failed', 'chat', 'stranger', 'codes locked'],
};

const KINDS: ReadonlyMap<string, MessageKind> = new Map(
  MESSAGE_KINDS.flatMap((kind) => ALERTS_OF[kind].map((alert) => [alert, kind] as const)),
);

/** The kind of message that an alert is; one that an older version told and this one does not know is the system's. */
export const messageKindOf = (alert: string): MessageKind => KINDS.get(alert) ?? 'system';
