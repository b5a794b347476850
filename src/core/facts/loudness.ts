/** Whether an alert makes a sound, comes without one, or is not sent. */
export const LOUDNESSES = ['on', 'silent', 'off'] as const;
export type Loudness = (typeof LOUDNESSES)[number];

/** Ready choices of what a chat is told, and how loud. */
export const PRESETS = ['quiet', 'normal', 'all'] as const;
export type Preset = (typeof PRESETS)[number];
