/** The kinds of message that a place of its own can be given to, with /setup. Each alert says its own. */
export const MESSAGE_KINDS = ['approvals', 'signals', 'trades', 'risk', 'reports', 'system'] as const;
export type MessageKind = (typeof MESSAGE_KINDS)[number];
