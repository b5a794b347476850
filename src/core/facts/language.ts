/** The languages in which cards and alerts can be told. What is typed, and what is answered to it, is English everywhere. */
export const LANGUAGES = ['de', 'es', 'zh', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];
